import { git } from "./process.ts";
import type { ReadCommit } from "./read.ts";

/**
 * Hashes of the commits whose signature git verifies. Only SSH signatures can be, with the keys that a file in the site's
 * repository allows: what the keyring of the machine says would differ from one machine to the next. Throws `GitError`.
 *
 * @param signers Path of a file as ssh-keygen(1) describes it under ALLOWED SIGNERS; undefined where there is none.
 */
export async function verifiedCommits(
  root: string,
  commits: readonly ReadCommit[],
  signers: string | undefined,
): Promise<ReadonlySet<string>> {
  const checkable = signers === undefined ? [] : commits.filter(({ signed }) => signed === "ssh");
  if (checkable.length === 0) return new Set();
  const config = ["-c", `gpg.ssh.allowedSignersFile=${signers}`, "-c", "gpg.minTrustLevel=undefined"];
  const args = [...config, "log", "--no-walk=unsorted", "--stdin", "--format=%H %G?", "--no-show-signature"];
  const hashes = checkable.map(({ hash }) => `${hash}\n`);
  const verdicts = (await git(root, args, hashes)).split("\n").map((line) => line.split(" "));
  return new Set(verdicts.flatMap(([hash = "", verdict]) => (verdict === "G" ? hash : [])));
}
