import { join } from "node:path";
import { type GitHistory, gatherHistory } from "../../history/git/gather.ts";
import { GitError } from "../../history/git/process.ts";
import { findRepository, type Repository, workingStates } from "../../history/git/repository.ts";
import type { HistoryState } from "../../history/revision.ts";
import { recordFolders } from "../../records/file.ts";
import { UsageError } from "../verb.ts";

/** Folders that belong to a site's owner. */
export const ownFolders = ["content", "incidents", "advisories", "public"] as const;

/** What is known of a site's past. */
export interface SitePast {
  readonly repository: Repository | undefined;
  /** What git says of the records, or why it says nothing. */
  readonly history: GitHistory | Exclude<HistoryState, "on">;
  /** Whether files of the site differ from the commit. */
  readonly modified: boolean;
  /** What people should be told of the repository; undefined where all is well. */
  readonly trouble: string | undefined;
}

/** How a clone gets the commits that it lacks. */
export const shallowAdvice =
  'This clone lacks older commits, so the audit history would be wrong. Fetch them with "git fetch --unshallow" ' +
  "(on GitHub Actions: fetch-depth: 0 for actions/checkout; on GitLab CI: GIT_DEPTH: 0), " +
  "or write history: off in content/site.yaml; the pages then say that there is none.";

/**
 * Asks git for the past of the site in a folder. `history` is the site's own setting. Without git, outside of a
 * repository and before the first commit there is none. Throws `UsageError` for a shallow clone and for a repository
 * that cannot be read.
 */
export async function readPast(
  root: string,
  history: "git" | "off",
  progress?: (text: string) => void,
): Promise<SitePast> {
  const repository = await findRepository(root);
  const nothing = { repository: undefined, modified: false };
  if ("reason" in repository) {
    const { reason } = repository;
    if (history === "off") return { ...nothing, history, trouble: undefined };
    if (reason === "trouble")
      throw new UsageError(`${said(repository.trouble)} Or write history: off in content/site.yaml.`);
    return { ...nothing, history: reason, trouble: absences[reason] };
  }
  try {
    if (history === "off") {
      const working = await workingStates(root, repository.prefix, ownFolders);
      return { repository, history, modified: working.size > 0, trouble: undefined };
    }
    if (repository.shallow) throw new UsageError(shallowAdvice);
    const git = await gatherHistory(root, repository, {
      folders: recordFolders,
      own: ownFolders,
      cache: join(root, ".daymark", "history"),
      progress: (commits) => progress?.(`${commits} commits read`),
    });
    return { repository, history: git, modified: git.working.size > 0, trouble: undefined };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(said(error.message));
    throw error;
  }
}

const absences = {
  "no-git": "git is not installed here, so the site has no audit history and does not name its commit.",
  "no-repository": "The site is in no git repository, so it has no audit history.",
  "no-commit": "Nothing is committed yet, so the site has no audit history.",
} as const;

function said(trouble: string): string {
  return `the audit history cannot be read: git says "${trouble}".`;
}
