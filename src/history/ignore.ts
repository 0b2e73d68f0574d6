import { type Mistake, type Problem, problemAt } from "../records/problem.ts";
import { quote } from "../records/quote.ts";

/** Where a site lists the commits that count as no change. The format is that of `git blame --ignore-revs-file`. */
export const ignoreFile = ".audit-ignore-revs";

/** The commits that count as no change, and what is wrong with their list. */
export interface IgnoreList {
  readonly hashes: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** Reads the list: one full hash a line; what follows a # is a comment. `isKnown` tells whether the history has such a commit. */
export function readIgnoreList(text: string, isKnown: (hash: string) => boolean): IgnoreList {
  const hashes = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const word = line.replace(/#.*/, "").trim().toLowerCase();
    if (word === "") continue;
    const isHash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(word);
    if (isHash) hashes.add(word);
    if (isHash && isKnown(word)) continue;
    const column = line.length - line.trimStart().length + 1;
    problems.push(problemAt(ignoreFile, { line: index + 1, column }, isHash ? unknown(word) : invalid(word)));
  }
  return { hashes, problems };
}

function invalid(word: string): Mistake {
  return {
    code: "ignored-commit-invalid",
    message: "This line names no commit, so nothing is ignored by it.",
    found: quote(word),
    expected: "the full hash of a commit: 40 characters from 0-9 and a-f",
    hint: 'Print the full hash with "git rev-parse <commit>"; begin comments with #.',
  };
}

function unknown(word: string): Mistake {
  return {
    code: "ignored-commit-unknown",
    message: "No commit of this name has touched the site's records.",
    found: word,
    expected: "a commit in the history of the branch that is checked out",
    hint: "Remove the line, or give the commit's present hash: a rebase or a squash changes it.",
  };
}
