import type { SignatureState } from "../commit.ts";
import type { LogCommit } from "./log.ts";
import { git } from "./process.ts";

/**
 * What git says of the signatures of some commits. Only SSH signatures can be verified, with the keys that a file in the
 * site's repository allows: what the keyring of the machine says would differ from one machine to the next. Throws
 * `GitError`.
 *
 * @param signers Path of a file as ssh-keygen(1) describes it under ALLOWED SIGNERS; undefined where there is none.
 */
export async function signatureStates(
  root: string,
  commits: readonly LogCommit[],
  signers: string | undefined,
): Promise<ReadonlyMap<string, SignatureState>> {
  const states = new Map<string, SignatureState>();
  for (const { hash, signed } of commits) if (signed) states.set(hash, "unverified");
  const checkable = signers === undefined ? [] : commits.filter(({ signed }) => signed === "ssh");
  if (checkable.length === 0) return states;
  const config = ["-c", `gpg.ssh.allowedSignersFile=${signers}`, "-c", "gpg.minTrustLevel=undefined"];
  const args = [...config, "log", "--no-walk=unsorted", "--stdin", "--format=%H %G?", "--no-show-signature"];
  const out = await git(
    root,
    args,
    checkable.map(({ hash }) => `${hash}\n`),
  );
  for (const line of out.split("\n")) {
    const [hash = "", verdict] = line.split(" ");
    if (verdict === "G") states.set(hash, "verified");
  }
  return states;
}
