import { loadModel } from "../../src/cli/site/load.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { at } from "../model/record.ts";

/** A document as a value. */
export type Json = ReturnType<typeof JSON.parse>;

/** The model of a site in a folder, as a build makes it. */
export async function modelOf(root: string, now: string): Promise<SiteModel> {
  return (await loadModel(root, { now: at(now) })).model;
}

/** Documents as values, by their paths. */
export function parsed(
  documents: Iterable<{ readonly path: string; readonly body: string }>,
): Map<string, Json> {
  return new Map(Array.from(documents, ({ path, body }) => [path, JSON.parse(body)]));
}

/** Texts that break what is careless with them, or run where they are taken for HTML. */
export const hostileTexts = [
  "<script>window.attacked=1</script>",
  "<img src=x onerror=window.attacked=1>",
  '"><svg onload=window.attacked=1>',
  "</script><!--<script>window.attacked=1</script>",
  "]]><script>window.attacked=1</script>",
  "&lt;script&gt;window.attacked=1&lt;/script&gt;",
  "quotes \" ' ` and \\ backslashes \\u0000",
  "<iframe srcdoc='<script>parent.attacked=1</script>'>",
  "👩‍🚒 emoji and \u202eright to left\u202c",
  "<a href='javascript:window.attacked=1'>a</a>",
  "__proto__",
  "${window.attacked=1} {{constructor.constructor('window.attacked=1')()}}",
] as const;

/** A site whose every text is hostile. */
export function hostileSite(): Record<string, string> {
  const text = JSON.stringify;
  const of = (index: number): string => hostileTexts[index % hostileTexts.length] ?? "";
  // A comment that is not closed hides the rest of a record, its updates too: it comes last.
  const open = hostileTexts.find((text) => text.includes("<!--"));
  const closed = hostileTexts.filter((text) => text !== open);
  const within = (index: number): string => closed[index % closed.length] ?? "";
  const files: Record<string, string> = {
    "content/site.yaml": `name: ${text(of(0))}\nurl: https://status.example.org/a/path\ndescription: ${text(of(3))}\ngroups: [{ id: S0, name: ${text(of(1))} }, { id: zz, name: none }]\nseverities: [{ id: bad, label: ${text(of(2))}, criteria: ${text(of(4))} }]\n`,
    "content/people.yaml": `eve: { name: ${text(of(1))}, consent: public }\nmallory: { consent: anonymous }\n`,
  };
  for (const [index] of hostileTexts.entries()) {
    files[`content/services/s${index}.md`] =
      `---\nname: ${text(of(index))}\ngroup: S0\ndescription: ${text(of(index + 1))}\n---\n${of(index)}\n`;
    const body = `${within(index)}\n\n## WORD — 2026-11-20 10:00 UTC\n\n${within(index + 1)}\n\n    ${within(index + 2)}\n\n### Known\n\n${within(index + 3)}\n\nPosted-by: ${index % 2 ? "eve" : "mallory"}\n\n## Update — 2026-11-20 10:30 UTC\n\n${open}\n`;
    files[`incidents/i${index}.md`] =
      `---\ntitle: ${text(of(index))}\nseverity: bad\ntags: [${text(of(index + 1))}]\nroles: { incident-commander: eve, scribe: mallory }\nimpact: [{ service: s${index}, level: major, from: 2026-11-20T10:00Z }]\n---\n\n${body.replace("WORD", "Investigating")}`;
    files[`incidents/m${index}.md`] =
      `---\ntitle: ${text(of(index))}\nkind: maintenance\nscheduled: { from: 2026-11-2${index % 4}T10:00Z, to: 2026-11-2${index % 4}T13:00Z }\nimpact: [{ service: s${index}, level: maintenance }]\n---\n\n${body.replace("WORD", "Scheduled").replaceAll("11-20 10:", "11-19 10:")}`;
  }
  return files;
}
