import { ID } from "../../records/schema/value.ts";
import { headingShift, lowerHeadings, trimBlock } from "../block.ts";
import type { ImportedFile, SourceFile, Tell } from "../importer.ts";
import { recordPath } from "../record.ts";
import { slug } from "../slug.ts";
import { lineAt, normalLines, quoted } from "../text.ts";
import { writeBody } from "./chronicle.ts";
import { type Notice, readNotice } from "./frontmatter.ts";
import { replaceHtml } from "./html.ts";
import { readIssue } from "./issue.ts";
import { type Part, splitParts } from "./part.ts";
import { writeRecord } from "./record.ts";
import { shareDefinitions } from "./reference.ts";
import type { Services } from "./service.ts";
import { isTrue } from "./yaml.ts";

/** What a notice is converted with. */
export interface NoticeContext {
  /** Id of the record. */
  readonly id: string;
  readonly services: Services;
  /** Tells which maintenance is still to come. Milliseconds since 1970 (UTC). */
  readonly now: number;
  readonly tell: Tell;
}

/** Converts one notice. A draft makes no record, nor does one that cannot be read; the reason is reported. */
export function importNotice(
  source: SourceFile,
  { id, services, now, tell }: NoticeContext,
): ImportedFile | "draft" | "unreadable" {
  const text = normalLines(source.text);
  const notice = readNotice(text, tell);
  if (!notice) return "unreadable";
  const draft = notice.fields.get("draft");
  if (isTrue(draft)) {
    tell("not-imported", "It is a draft, which Hugo does not publish.", draft?.line);
    return "draft";
  }
  const issue = readIssue(id, notice.fields, tell);
  if (!issue) return "unreadable";
  const undecoded = text.indexOf("\uFFFD");
  if (undecoded !== -1) {
    tell("kept-as-text", "Characters that were not UTF-8 are shown as �.", lineAt(text, undecoded, 1));
  }
  const named = new Set<string>();
  for (const name of issue.affected) {
    const service = services.idOf(name, source.path, tell);
    if (named.has(service)) tell("adapted", `A service is named twice: ${quoted(name.text)}`, name.line);
    named.add(service);
  }
  const body = writeBody(readParts(notice, tell), issue, now, tell);
  return {
    path: recordPath(new Date(issue.start).getUTCFullYear(), id),
    text: writeRecord(issue, [...named], body),
    source: source.path,
  };
}

/** The id that a record should have whose notice has this name in its address. */
export function wantedId(name: string): string {
  return ID.test(name) ? name : slug(name, "notice");
}

/** The parts of a notice in Markdown that may stand in an update. */
function readParts({ body, bodyLine }: Notice, tell: Tell): Part[] {
  const parts = splitParts(body, bodyLine, tell);
  const texts = parts.map((part) => replaceHtml(part.text, part.line, tell));
  const shift = headingShift(texts);
  if (shift > 0) {
    const levels = shift === 1 ? "one level" : "two levels";
    tell("adapted", `Headings are put ${levels} lower: in a record, those of level 2 are updates.`);
  }
  const blocks = shareDefinitions(texts.map((text) => trimBlock(lowerHeadings(text, shift))));
  return parts.map((part, index) => ({ ...part, text: blocks[index] ?? "" }));
}
