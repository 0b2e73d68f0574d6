import { weaknessName } from "../../scores/weakness.ts";
import { type Instant, writeHeadingInstant } from "../instant.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { Path, YamlContent } from "../parse/yaml.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import type { AdvisoryFrontMatter } from "../schema/advisory.ts";

/** Checks names and times of an advisory against each other. */
export function checkFacts(
  id: string,
  data: AdvisoryFrontMatter,
  locate: YamlContent["locate"],
): PlacedMistake[] {
  return [...checkNames(id, data), ...checkTimes(data)].map(({ path, what, mistake }) => ({
    at: locate(path, what),
    mistake,
  }));
}

interface Found {
  readonly path: Path;
  readonly what?: "key";
  readonly mistake: Mistake;
}

/** Names of pages below /advisories/, which no advisory may have. */
const PAGES: ReadonlySet<string> = new Set(["check", "feed", "packages", "severity", "state", "year"]);

/** Whether an id would be in the way of a page of the site. */
export function isPageName(id: string): boolean {
  return PAGES.has(id.toLowerCase());
}

function* checkNames(id: string, data: AdvisoryFrontMatter): Generator<Found> {
  if (isPageName(id)) {
    const mistake: Mistake = {
      code: "id-invalid",
      message: "A page of the site has this name, so no advisory can.",
      found: quote(id),
      expected: "a prefix, the year and a number, such as DM-2026-0004",
      hint: "Rename the file to the next free number: daymark new advisory shows it.",
    };
    yield { path: ["title"], what: "key", mistake };
  }
  if (isPlaceholder(id) && data.published !== undefined && data.modified === undefined) {
    const mistake: Mistake = {
      code: "id-placeholder",
      message: "The file name is a placeholder, so the advisory has no number yet.",
      found: quote(id),
      expected: "the number that the advisory will have for ever",
      hint: "Rename the file to the next free number, or remove published while it is a draft.",
    };
    yield { path: ["published"], what: "key", mistake };
  }
  if (data.reserved && data.published !== undefined) {
    const mistake: Mistake = {
      code: "key-misplaced",
      message: "A number that is only reserved cannot be published.",
      found: "reserved: true with published",
      expected: "one of the two",
      hint: "Remove reserved once the advisory is written.",
    };
    yield { path: ["reserved"], what: "key", mistake };
  }
  for (const key of ["aliases", "related", "upstream"] as const) {
    const seen = new Set<string>();
    for (const [index, name] of data[key].entries()) {
      const mistake = nameMistake(name, id, seen, key);
      seen.add(name.toLowerCase());
      if (mistake) yield { path: [key, index], mistake };
    }
  }
  for (const [index, weakness] of data.cwe.entries()) {
    if (weaknessName(weakness) === undefined)
      yield { path: ["cwe", index], mistake: unknownWeakness(weakness) };
  }
}

function unknownWeakness(weakness: string): Mistake {
  return {
    code: "weakness-unknown",
    message: "The list of weaknesses has none of this number, so CSAF and CVE leave it out.",
    found: quote(weakness),
    expected: "a weakness, and no category or view",
    hint: "Look it up at cwe.mitre.org.",
  };
}

/** `CVE-2026-XXXX`, `GHSA-xxxx-xxxx-xxxx`, `RUSTSEC-0000-0000`: what people write until they have a number. */
export function isPlaceholder(id: string): boolean {
  return /(?:^|-)(?:x{3,}|y{4}|n{4,}|0{4}|\?+|tbd|todo)(?:-|$)/i.test(id);
}

function nameMistake(name: string, id: string, seen: ReadonlySet<string>, key: string): Mistake | undefined {
  if (isPlaceholder(name)) {
    return {
      code: "id-placeholder",
      message: "This is a placeholder and no id.",
      found: quote(name),
      expected: "an id that exists, such as CVE-2026-12345",
      hint: "Remove it until there is one.",
    };
  }
  if (name.toLowerCase() === id.toLowerCase()) {
    return {
      code: "id-duplicate",
      message: "An advisory is not its own alias.",
      found: quote(name),
      expected: "ids of other databases",
      hint: "Remove it.",
    };
  }
  if (seen.has(name.toLowerCase())) {
    return {
      code: "id-duplicate",
      message: `This id is twice in ${key}.`,
      found: quote(name),
      expected: "each id once",
      hint: "Remove one of the two.",
    };
  }
  const form = FORMS.find(({ prefix, form }) => name.toUpperCase().startsWith(prefix) && !form.test(name));
  if (!form) return undefined;
  const digits = name.slice(form.prefix.length).toLowerCase();
  const meant = form.form.test(form.prefix + digits) ? form.prefix + digits : undefined;
  return {
    code: "value-invalid",
    message: `This is no ${form.prefix.slice(0, -1)} id.`,
    found: quote(name),
    expected: `an id such as ${form.example}`,
    hint: meant === undefined ? "Copy it anew." : `Write ${meant}.`,
  };
}

/** Ids whose form is fixed: CVE record ids (CVE JSON 5.1) and GitHub's. */
const FORMS = [
  { prefix: "CVE-", form: /^CVE-(?:19|20)\d{2}-\d{4,19}$/, example: "CVE-2026-12345" },
  { prefix: "GHSA-", form: /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/, example: "GHSA-9c5g-6jv3-m2rw" },
];

function* checkTimes(data: AdvisoryFrontMatter): Generator<Found> {
  const { published, modified, withdrawn, timeline } = data;
  const before = (path: Path, time: Instant, least: Instant, message: string): Found => ({
    path,
    mistake: {
      code: "time-order",
      message,
      found: writeHeadingInstant(time),
      expected: `a time from ${writeHeadingInstant(least)} on`,
      hint: "Correct one of the two times.",
    },
  });
  if (published !== undefined && modified !== undefined && modified < published) {
    yield before(["modified"], modified, published, "It cannot have changed before it was published.");
  }
  if (published !== undefined && withdrawn && withdrawn.at < published) {
    yield before(
      ["withdrawn", "at"],
      withdrawn.at,
      published,
      "It cannot have been withdrawn before it was published.",
    );
  }
  for (const [index, { at }] of timeline.entries()) {
    const previous = timeline[index - 1];
    if (previous && at < previous.at) {
      yield before(
        ["timeline", index, "at"],
        at,
        previous.at,
        "This step is earlier than the one before it.",
      );
    }
  }
}
