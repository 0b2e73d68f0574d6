import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Io } from "../verb.ts";

const run = promisify(execFile);

/** The address and the name that git would commit with in a folder, in lower case; none where there is no git. */
export async function gitNames(root: string, io: Io): Promise<string[]> {
  const asked = ["user.email", "user.name"].map(async (key) => {
    try {
      const { stdout } = await run("git", ["-C", root, "config", "--get", key], { env: { ...io.env } });
      return stdout.trim().toLowerCase();
    } catch {
      return "";
    }
  });
  return (await Promise.all(asked)).filter((name) => name !== "");
}
