/** Where a problem was seen. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a problem does to the site: an error fails `check`, a warning is only said. */
export type ProblemSeverity = "error" | "warning";

/** What is wrong, without the place: what the parsers of single values return. */
export interface Mistake {
  /** A permanent slug from `problemCodes`. */
  readonly code: ProblemCode;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What stands in the file. */
  readonly found: string;
  /** What may stand there. */
  readonly expected: string;
  /** What to do. */
  readonly hint: string;
}

/** One thing wrong in one file: data that every reporter (text, forge, JSON) prints in its own way. */
export interface Problem extends Mistake, Position {
  readonly severity: ProblemSeverity;
  /** Path relative to the site's folder, with forward slashes. */
  readonly file: string;
  /** Whether the whole file is missing from the site because of this; otherwise it is published without the part that is wrong. */
  readonly leavesOut: boolean;
}

interface CodeRule {
  readonly severity: ProblemSeverity;
  readonly about: string;
}

/**
 * Every kind of problem, once. Codes are an interface: tools filter on them, so a code is never renamed.
 */
export const problemCodes = {
  "encoding-invalid": { severity: "error", about: "The file is not UTF-8 text." },
  "file-empty": { severity: "error", about: "The file has no content." },
  "file-unreadable": { severity: "error", about: "The file cannot be opened." },
  "file-unexpected": { severity: "error", about: "A file in a record folder is no record." },
  "folder-unknown": { severity: "warning", about: "A folder has nearly the name of a record folder." },
  "kind-not-published": {
    severity: "warning",
    about: "This version of Daymark does not publish this kind of record yet.",
  },
  "site-missing": { severity: "error", about: "content/site.yaml is missing." },
  "services-missing": { severity: "warning", about: "The site has no service." },
  "id-invalid": { severity: "error", about: "A file name is no valid id." },
  "id-duplicate": { severity: "error", about: "Two files have the same id." },
  "conflict-marker": { severity: "error", about: "A merge conflict was not settled." },
  "front-matter-missing": { severity: "error", about: "The file does not begin with front matter." },
  "front-matter-unclosed": { severity: "error", about: "The front matter has no end." },
  "yaml-syntax": { severity: "error", about: "The YAML cannot be read." },
  "yaml-duplicate-key": { severity: "error", about: "A YAML key is given twice." },
  "yaml-not-a-map": { severity: "error", about: "The YAML is not a list of keys." },
  "comment-in-value": { severity: "error", about: "A value ends at a # that may be part of it." },
  "key-unknown": { severity: "error", about: "A key is not known." },
  "key-missing": { severity: "error", about: "A required key is missing." },
  "key-misplaced": { severity: "error", about: "A key does not belong to this kind." },
  "value-type": { severity: "error", about: "A value has the wrong type." },
  "value-unknown": { severity: "error", about: "A value is not in its vocabulary." },
  "value-invalid": { severity: "error", about: "A value breaks its rule." },
  "instant-invalid": { severity: "error", about: "A time cannot be read." },
  "instant-without-zone": { severity: "error", about: "A time has no zone." },
  "date-invalid": { severity: "error", about: "A date cannot be read." },
  "duration-invalid": { severity: "error", about: "A duration cannot be read." },
  "url-invalid": { severity: "error", about: "An address cannot be used." },
  "heading-unknown": { severity: "error", about: "A heading is no update." },
  "heading-level": { severity: "error", about: "An update heading has the wrong level." },
  "status-unknown": { severity: "error", about: "A status word is not known." },
  "trailer-unknown": { severity: "error", about: "A trailer is not known." },
  "trailer-invalid": { severity: "error", about: "A trailer's value cannot be read." },
  "trailer-repeated": { severity: "error", about: "A trailer is given twice." },
  "trailer-misplaced": { severity: "error", about: "A trailer stands above other text." },
  "block-unclosed": {
    severity: "error",
    about: "Code or a comment has no end, so it swallows what follows.",
  },
  "interval-reversed": { severity: "error", about: "An end is before its start." },
  "interval-open": { severity: "error", about: "A resolved incident still has impact without an end." },
  "impact-missing": { severity: "warning", about: "A reopened incident has no impact that goes on." },
  "begin-missing": {
    severity: "warning",
    about: "A maintenance was completed before its window, and nobody wrote that it began.",
  },
  "interval-future": { severity: "error", about: "Impact begins or ends in the future." },
  "update-order": { severity: "error", about: "Updates are not in time order." },
  "update-future": { severity: "error", about: "An update lies in the future." },
  "update-missing": { severity: "error", about: "A record has no update." },
  "service-unknown": { severity: "error", about: "A service has no file." },
  "service-retired": { severity: "error", about: "Impact on a retired service." },
  "person-unknown": { severity: "error", about: "A handle is not in people.yaml." },
  "severity-unknown": { severity: "error", about: "A severity is not in the site's policy." },
  "group-unknown": { severity: "error", about: "A group is not in site.yaml." },
  "incident-unknown": { severity: "error", about: "An incident has no file." },
  "advisory-unknown": { severity: "error", about: "An advisory has no file." },
  "id-placeholder": { severity: "error", about: "An id is a placeholder." },
  "time-order": { severity: "error", about: "Times of a record are not in order, or lie in the future." },
  "publication-ahead": {
    severity: "warning",
    about: "An advisory is dated in the future and not shown yet.",
  },
  "alias-shared": { severity: "warning", about: "Two advisories have the same alias." },
  "advisory-not-public": { severity: "error", about: "A record names an advisory that is not public." },
  "section-missing": { severity: "error", about: "An advisory does not say what the impact is." },
  "section-repeated": { severity: "error", about: "A heading of an advisory is given twice." },
  "section-unknown": {
    severity: "warning",
    about: "A heading is nearly one of those that readers look for.",
  },
  "mention-bare": { severity: "warning", about: "A handle in a text would notify somebody." },
  "text-unfinished": { severity: "error", about: "A mark of unfinished work is left in a text." },
  "affected-missing": { severity: "warning", about: "An advisory names no affected versions." },
  "ecosystem-unknown": { severity: "error", about: "OSV knows no such ecosystem." },
  "package-not-exported": { severity: "warning", about: "OSV has no ecosystem for a package." },
  "version-invalid": { severity: "error", about: "A version is none of its ecosystem." },
  "assertion-failed": {
    severity: "error",
    about: "A version is affected, or not, against what the author says.",
  },
  "prerelease-left-out": {
    severity: "warning",
    about: "Pre-releases of a first affected version are left out.",
  },
  "published-changed": { severity: "error", about: "The time of publication was changed." },
  "weakness-unknown": { severity: "warning", about: "A CWE id is not in the list." },
  "security-expired": { severity: "error", about: "security.txt has expired." },
  "security-expiring": { severity: "warning", about: "security.txt expires soon." },
  "charter-incomplete": { severity: "error", about: "A service charter is only half written." },
  "owner-twice": { severity: "error", about: "Owner and backup owner are the same." },
  "record-removed": { severity: "error", about: "A published record's file is gone." },
  "folder-crowded": { severity: "warning", about: "A folder holds so many files that git becomes slow." },
  "ignored-commit-invalid": { severity: "error", about: "A line of .audit-ignore-revs is no commit." },
  "ignored-commit-unknown": {
    severity: "warning",
    about: "A commit in .audit-ignore-revs is not in the history.",
  },
  "placeholder-left": { severity: "error", about: "A template's placeholder was not filled in." },
  "html-shown-as-text": { severity: "warning", about: "HTML in Markdown is shown as text." },
  "code-in-text": { severity: "error", about: "A text has code in it that would run at build time." },
  "component-unknown": { severity: "error", about: "A text uses a component that there is not." },
  "component-invalid": { severity: "error", about: "A component is not used as it can be." },
  "mdx-syntax": { severity: "error", about: "A text cannot be read as MDX." },
  "report-incomplete": { severity: "warning", about: "A report in review lacks what a final one must have." },
  "report-unknown": { severity: "error", about: "A postmortem has no file." },
  "report-circle": { severity: "error", about: "A postmortem is superseded by itself." },
  "entry-repeated": { severity: "warning", about: "A list names the same thing twice." },
  "factor-unknown": { severity: "error", about: "An action answers a factor that there is not." },
  "factor-unanswered": { severity: "warning", about: "No action answers a contributing factor." },
  "action-overdue": { severity: "warning", about: "An action was to be done by now." },
  "reason-missing": { severity: "warning", about: "An action is blocked, and nobody says by what." },
  "owner-unknown": { severity: "warning", about: "An owner is neither a handle nor a team of a service." },
  "reviewer-involved": { severity: "warning", about: "An independent reviewer took part." },
  "consent-exceeded": { severity: "error", about: "A credit shows more of a person than they agreed to." },
  "time-unusual": { severity: "warning", about: "Times of a postmortem are in an unusual order." },
  "times-contradict": { severity: "warning", about: "A postmortem and its incidents have other times." },
  "facts-contradict": { severity: "warning", about: "A postmortem and its incident say different things." },
  "incident-open": { severity: "warning", about: "A final postmortem is about an incident that goes on." },
  "postmortem-overdue": { severity: "warning", about: "The severity policy wants a postmortem by now." },
  "playbook-unknown": { severity: "warning", about: "A playbook has no file." },
  "evidence-restricted-shown": { severity: "error", about: "A restricted address stands in shown text." },
  "evidence-readable": { severity: "warning", about: "A restricted address can be read in the repository." },
  "evidence-internal": { severity: "warning", about: "Public evidence has an internal address." },
  "section-expected": { severity: "warning", about: "A postmortem lacks headings that readers look for." },
  "wording-blame": { severity: "warning", about: "Words look for somebody to blame." },
  "wording-speculation": { severity: "warning", about: "Words tell a guess as a finding." },
  "term-unknown": { severity: "warning", about: "A glossary term has no file." },
  "term-shared": { severity: "error", about: "Two glossary terms have the same name." },
  "report-withdrawn": { severity: "error", about: "A postmortem that was public is a draft again." },
  "link-unsafe": { severity: "error", about: "A link is of a kind that could run code." },
} as const satisfies Record<string, CodeRule>;

/** A permanent slug of a kind of problem. */
export type ProblemCode = keyof typeof problemCodes;

/** Puts a mistake in its place. `leavesOut`: the file cannot be published because of it. */
export function problemAt(file: string, position: Position, mistake: Mistake, leavesOut = false): Problem {
  const { severity }: CodeRule = problemCodes[mistake.code];
  return { ...mistake, severity, leavesOut, file, line: position.line, column: position.column };
}

/** A problem of a file that cannot be published at all. */
export function fileProblem(file: string, mistake: Mistake, line = 1): Problem {
  return problemAt(file, { line, column: 1 }, mistake, true);
}

/** Mistakes that change nothing of what is shown: a link that is text, an address that is left out. */
const HARMLESS: ReadonlySet<ProblemCode> = new Set(["link-unsafe", "evidence-restricted-shown"]);

/**
 * Whether a file with this problem is not what its author meant, so that an earlier version is better. Where an address
 * was made restricted, the earlier version would show it.
 */
export function isBroken({ severity, code }: Problem): boolean {
  return severity === "error" && !HARMLESS.has(code);
}

/** Order in which problems are reported: by file, then by place. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}
