import { Scalar, stringify } from "yaml";
import { type Instant, writeHeadingInstant, writeInstant } from "../instant.ts";
import { tangleIn } from "../parse/syntax.ts";
import type { detectionSources, incidentTypes, KeyTimeName, relations } from "../schema/vocabulary.ts";
import { type consents, keyTimes } from "../schema/vocabulary.ts";

/** A time of a report that is not written down yet. */
export interface NewReportTime {
  readonly at: Instant;
  /** Whether somebody wrote it down; otherwise it is an estimate. */
  readonly isExact: boolean;
}

/** A report that is not written down yet: what its incidents already know. Texts are plain, and of any characters. */
export interface NewReport {
  readonly title: string;
  readonly summary: string;
  readonly incidents: readonly string[];
  readonly owner: string;
  readonly type: (typeof incidentTypes)[number];
  /** Those that are not known are missing. */
  readonly times: Readonly<Partial<Record<KeyTimeName, NewReportTime>>>;
  readonly detection: (typeof detectionSources)[number] | undefined;
  /** What users could not do; undefined where nothing was affected. */
  readonly statement: string | undefined;
  readonly credits: readonly {
    readonly person: string;
    readonly roles: readonly string[];
    readonly consent: (typeof consents)[number];
  }[];
  readonly related: readonly { readonly id: string; readonly relation: (typeof relations)[number] }[];
  /** What happened, oldest first. */
  readonly timeline: readonly NewReportEntry[];
  /** By the time at which they were due. */
  readonly promises: readonly NewReportPromise[];
}

/** One line of what happened. */
export interface NewReportEntry {
  readonly at: Instant;
  readonly what: string;
  readonly text: string;
  /** Path of the update within the site. */
  readonly href: string | undefined;
  readonly note: string;
}

/** A promise of a next update, and what became of it. */
export interface NewReportPromise {
  readonly due: Instant;
  /** Such as `missed by 4 min, next update at 2026-11-20 10:44 UTC`. */
  readonly outcome: string;
  readonly isMissed: boolean;
}

/** Longest lists of what happened and of promises, in UTF-16 code units: a text in MDX has at most 64 Ki of them. */
const MOST = { timeline: 40_000, promises: 12_000 } as const;

/** The text of a draft in MDX, with what is not known yet as comments. */
export function writeReport(report: NewReport): string {
  const { incidents, timeline, promises } = report;
  const written = frontMatter(report, clean);
  // Brackets and question marks in texts may be more than the reader of YAML takes.
  const yaml = tangleIn(written) ? frontMatter(report, untangled) : written;
  const course = incidents.map((id) => (incidents.length === 1 ? "<Timeline />" : timelineTag(id)));
  const comment =
    "{/* For somebody who was not there: what users saw, what we saw, what we did and why it made sense. */}";
  const sections = [
    `## What happened\n\n${comment}\n\n${course.join("\n\n")}`,
    ...list("In the order of events", timeline.map(entryText), MOST.timeline),
    ...list("Promised updates", promises.map(promiseText), MOST.promises),
    "## What went well\n\n{/* What we want to do again. */}",
    "## What did not go well\n\n{/* What made it longer or worse: tools, texts, settings; no names. */}",
    "## Where we got lucky\n\n{/* What could have been worse, and was not by chance. */}",
  ];
  return `---\n${yaml}---\n\n${sections.join("\n\n")}\n`;
}

/** Everything between the two lines of `---`, with `textOf` of each text. */
function frontMatter(report: NewReport, textOf: (text: string) => string): string {
  const { incidents, owner, type, times, detection, statement, credits, related } = report;
  const [title, summary] = [report.title, report.summary].map(textOf);
  return [
    fields({ title, summary, incidents, status: "draft", owner }),
    "# authors: [ann]\n",
    "# published: 2026-11-20T12:00Z  # with status: final\n",
    fields({ type }),
    "trigger: unknown  # what set it off: release, config-change, capacity-exhaustion, expiry, provider-failure, …\n",
    `times:\n${keyTimes.map((name) => `  ${name}: ${timeText(times[name])}\n`).join("")}`,
    detection === undefined
      ? '# detection: { source: monitoring-alert, usersFirst: "no", gap: Why it was not noticed earlier. }\n'
      : fields({ detection: { source: detection, usersFirst: answer(usersFirst(detection)) } }),
    statement === undefined
      ? '# impact: { userFacing: "yes", data: none, statement: What users could not do. }\n'
      : fields({ impact: { userFacing: answer("yes"), data: "unknown", statement: textOf(statement) } }),
    "# What contributed; never a single cause, and no person.\n",
    "# factors:\n#   - id: no-alert\n#     category: monitoring-gap\n#     summary: Nothing watches the day on which the certificate expires.\n",
    "# mitigation: What made it better for users.\n# resolution: What ended it.\n",
    "# actions:\n#   - id: alert-before-expiry\n#     title: Alert 14 days before a certificate expires\n#     kind: prevent\n",
    "#     factors: [no-alert]\n#     owner: ann\n#     due: 2026-12-15\n#     status: open\n",
    related.length === 0 ? "" : fields({ related }),
    credits.length === 0 ? "" : fields({ credits }),
  ].join("");
}

/** Who noticed first, as far as the way of noticing tells. */
function usersFirst(source: (typeof detectionSources)[number]): "yes" | "no" | "unknown" {
  if (source === "user-report" || source === "issue-tracker" || source === "downstream-report") return "yes";
  return source === "monitoring-alert" || source === "synthetic-check" || source === "maintainer-observation"
    ? "no"
    : "unknown";
}

/** Keys as YAML, texts on as many lines as they need. */
function fields(value: object): string {
  return stringify(value, { lineWidth: 110, defaultStringType: "PLAIN" });
}

/** A yes or no in quotes: readers of YAML 1.1, some editors among them, take the bare word for something else. */
function answer(word: "yes" | "no" | "unknown"): Scalar {
  return Object.assign(new Scalar(word), { type: word === "unknown" ? "PLAIN" : "QUOTE_DOUBLE" } as const);
}

function timeText(time: NewReportTime | undefined): string {
  if (!time) return "{ confidence: unknown }";
  return time.isExact ? writeInstant(time.at) : `{ at: ${writeInstant(time.at)}, confidence: estimated }`;
}

/** In a joint review each incident has a course of its own. */
function timelineTag(incident: string): string {
  return `<Timeline incident="${incident}" />`;
}

/** A list under its heading, cut where it is longer than a text may be; nothing where it is empty. */
function list(heading: string, items: readonly string[], most: number): string[] {
  if (items.length === 0) return [];
  let length = 0;
  const shown = items.filter((item) => {
    length += item.length + 1;
    return length <= most;
  });
  const rest = items.length - shown.length;
  const more = rest === 0 ? [] : [`- and ${rest} more, see the incident`];
  return [`### ${heading}\n\n${[...shown, ...more].join("\n")}`];
}

function entryText({ at, what, text, href, note }: NewReportEntry): string {
  const [said, noted] = [mdxText(text), mdxText(note)];
  const parts = [
    `- ${writeHeadingInstant(at)}, **${mdxText(what)}**`,
    said === "" ? "" : `: ${said}`,
    href === undefined ? "" : ` ([update](${href}))`,
    noted === "" ? "" : `, ${noted}`,
  ];
  return parts.join("");
}

function promiseText({ due, outcome }: NewReportPromise): string {
  return `- ${writeHeadingInstant(due)}: ${mdxText(outcome)}`;
}

/**
 * Plain text on one line as MDX that shows it as it is: nothing in it is markup, and nothing is code. What looks like an
 * address becomes a link all the same, by its escaped colon or dot only after the rest of it is unescaped.
 */
export function mdxText(text: string): string {
  return clean(text).replace(/[\\`*_{}[\]<>#|~&!$@]|:(?=\/\/)|(?<=www)\./gi, "\\$&");
}

/**
 * A text on one line without what neither a report nor YAML may hold: control characters, halves of characters, and the
 * private characters that the reader of MDX has a use for.
 */
function clean(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff\uf8f0-\uf8f2]/gu, "\ufffd")
    .trim();
}

/** The same without brackets and lonely question marks; an ellipsis where nothing else is in it. */
function untangled(text: string): string {
  return clean(text.replace(/[[\]{}]|(?<!\S)\?(?!\S)/g, "")) || "…";
}
