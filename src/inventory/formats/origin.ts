import type { Reason } from "../collector.ts";

/**
 * Why something that npm, pnpm or Yarn installs from `spec` has no version in a registry; undefined where it comes
 * from one. The forms are those of https://docs.npmjs.com/cli/v11/using-npm/package-spec, and the protocols of pnpm
 * and Yarn.
 */
export function originOf(spec: string): Reason | undefined {
  if (/^(?:file|link|portal|workspace):|^\.{0,2}[/\\]|^~\/|^[a-z]:[/\\]/i.test(spec)) return "local";
  if (/^(?:git(?:\+[a-z]+)?|ssh|github|gitlab|bitbucket|gist):|^git@/i.test(spec)) return "git";
  if (/^https?:/i.test(spec)) return isRepository(spec) ? "git" : "address";
  // GitHub's short form, owner/repository; a scoped name begins with @.
  return /^[\w.-]+\/[\w.-]+(?:#|$)/.test(spec) ? "git" : undefined;
}

/** Whether an https address is a repository, or the archive of one commit as GitHub makes it for a dependency. */
export function isRepository(address: string): boolean {
  if (/^https?:\/\/codeload\.github\.com\/|\.git(?:#|$)|#commit=/i.test(address)) return true;
  return /^https?:\/\/(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/#]+\/[^/#]+(?:#|$)/i.test(address);
}
