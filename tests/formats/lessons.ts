import { type Postmortem, parsePostmortem } from "../../src/records/postmortem.ts";
import { parseTerm, type Term } from "../../src/records/term.ts";

/** What a test says of a report. */
export interface Written {
  readonly title?: string;
  readonly status?: string;
  /** When the final report was published; empty for never. */
  readonly published?: string;
  readonly incidents?: string;
  /** Lines of YAML below `actions:`; empty for none. */
  readonly actions?: string;
  /** More lines of the front matter. */
  readonly more?: string;
  readonly text?: string;
}

/** An action item on one line. */
export const alertAction =
  "  - { id: alert, title: Alert before it expires, kind: detect, factors: [expired], owner: ann, due: 2026-11-25, status: open }";

/** The text of a report's file. */
export function written({
  title = "The certificate expired",
  status = "final",
  published = "2026-11-10T10:00Z",
  incidents = "[one]",
  actions = alertAction,
  more = "",
  text = "## What happened\n\nIt **expired** at night.",
}: Written = {}): string {
  const lines = [
    `title: ${JSON.stringify(title)}`,
    "summary: Nobody renewed the certificate.",
    `incidents: ${incidents}`,
    `status: ${status}`,
    "owner: ann",
    ...(published === "" ? [] : [`published: ${published}`]),
    "type: certificate-expiry",
    "trigger: expiry",
    "times: { impactStart: 2026-11-01T10:00Z, detected: { at: 2026-11-01T10:20Z, confidence: estimated }, declared: 2026-11-01T10:25Z, mitigated: { confidence: unknown }, impactEnd: 2026-11-01T11:00Z, resolved: 2026-11-01T11:10Z }",
    "detection: { source: user-report, usersFirst: yes, gap: Nothing watched it. }",
    "impact: { userFacing: yes, users: { count: 1200, percent: 4, basis: access log }, data: none, statement: Nobody could call the API. }",
    "factors:",
    "  - { id: expired, category: monitoring-gap, summary: Nothing watched the day., introduced: In 2024., whyUndetected: It had always been renewed. }",
    "mitigation: Renewed it.",
    "resolution: It renews itself.",
    ...(actions === "" ? [] : [`actions:\n${actions}`]),
    ...(more === "" ? [] : [more]),
  ];
  return `---\n${lines.join("\n")}\n---\n\n${text}\n`;
}

/** A report as if it had been read from a file. */
export function report(id: string, facts: Written = {}, ending = "md"): Postmortem {
  const source = { file: `content/postmortems/${id}.${ending}`, text: written(facts) };
  const { record, problems } = parsePostmortem(source);
  if (!record) throw new Error(problems.map(({ message, found }) => `${message} ${found}`).join("\n"));
  return record;
}

/** A term of the glossary as if it had been read from a file. */
export function term(id: string, front: string, body = ""): Term {
  const source = { file: `content/glossary/${id}.md`, text: `---\n${front}\n---\n\n${body}\n` };
  const { record, problems } = parseTerm(source);
  if (!record) throw new Error(problems.map(({ message }) => message).join("\n"));
  return record;
}
