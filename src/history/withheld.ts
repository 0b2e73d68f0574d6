import { recordFile } from "../records/file.ts";
import type { Records } from "../records/load.ts";
import { splitFrontMatter } from "../records/parse/frontmatter.ts";
import { readYaml, type YamlContent } from "../records/parse/yaml.ts";
import { isPublicReport } from "../records/postmortem.ts";
import { decodeLoosely, idOf } from "../records/source.ts";
import type { AuditCommit } from "./commit.ts";
import type { Lineage } from "./lineage.ts";
import type { Contents } from "./past.ts";
import type { Withheld } from "./revision.ts";

/** Where versions of postmortems are found beside those that are shown. */
export interface WithheldSource {
  readonly lineages: readonly Lineage<AuditCommit>[];
  readonly contents: Contents;
  readonly working: ReadonlyMap<string, Uint8Array | undefined>;
}

/** What one version of a postmortem says of who may read what. */
interface Said {
  /** Addresses of evidence. */
  readonly restricted: readonly string[];
  readonly open: readonly string[];
  /** Handles of people and names of organisations. */
  readonly anonymous: readonly string[];
  readonly named: readonly string[];
}

/**
 * What no text of the past may show: the addresses that any version of any postmortem calls restricted, those of drafts and
 * of versions that cannot be read included, and whom any version of a report credits anonymously. What a report that is
 * shown says now goes before what was said once: evidence that it calls public, and that no other one restricts, was opened.
 */
export function withheldOf(records: Records, source: WithheldSource | undefined): Withheld {
  const ever = source ? pastSaid(source) : [];
  const now = records.postmortems.map((record) => ({
    id: record.id,
    isShown: isPublicReport(record),
    said: saidIn(record.source.text),
  }));
  const newest = [
    ...now.map(({ said }) => said),
    ...ever.filter(({ isNewest }) => isNewest).map(({ said }) => said),
  ];
  const shown = now.filter(({ isShown }) => isShown);
  const opened = new Set(shown.flatMap(({ said }) => said.open)).difference(
    new Set(newest.flatMap(({ restricted }) => restricted)),
  );
  const all = [...ever, ...now];
  const credits = Map.groupBy(all, ({ id }) => id.toLowerCase());
  return {
    addresses: new Set(all.flatMap(({ said }) => said.restricted)).difference(opened),
    credits: new Map(
      [...credits].flatMap(([id, versions]) => {
        const own = shown.filter((one) => one.id.toLowerCase() === id).map(({ said }) => said);
        const agreed = new Set(own.flatMap(({ named }) => named)).difference(
          new Set(own.flatMap(({ anonymous }) => anonymous)),
        );
        const names = new Set(versions.flatMap(({ said }) => said.anonymous)).difference(agreed);
        return names.size === 0 ? [] : [[id, names] as const];
      }),
    ),
  };
}

interface PastSaid {
  readonly id: string;
  readonly said: Said;
  /** Whether it is what the file holds now. */
  readonly isNewest: boolean;
}

/** What the versions of all files said while they lay where postmortems lie, and what those on the disk say. */
function pastSaid({ lineages, contents, working }: WithheldSource): PastSaid[] {
  const isReport = (path: string): boolean => recordFile(path)?.kind === "postmortem";
  const committed = lineages.flatMap(({ path: last, deleted, steps }): PastSaid[] =>
    steps.flatMap(({ path, after }, index) => {
      const bytes = isReport(path) && after !== undefined ? contents.get(after) : undefined;
      if (!bytes) return [];
      const isNewest = index === steps.length - 1 && !deleted && !working.has(last);
      return [{ id: idOf(last), said: saidIn(decodeLoosely(bytes)), isNewest }];
    }),
  );
  const present = [...working].flatMap(([path, bytes]): PastSaid[] =>
    bytes && isReport(path) ? [{ id: idOf(path), said: saidIn(decodeLoosely(bytes)), isNewest: true }] : [],
  );
  return [...committed, ...present];
}

/** Reads what a version says. Of one that cannot be read as YAML, what looks as if it said so counts, too. */
function saidIn(text: string): Said {
  const split = splitFrontMatter(text);
  if ("mistake" in split) return guessed(text);
  if (!/evidence|credits/.test(split.yaml)) return nothing;
  const { value, mistakes } = readPart(split.yaml);
  const read = { evidence: listIn(value, "evidence"), credits: listIn(value, "credits") };
  const of = (entry: unknown, key: string): string => {
    const found = valueIn(entry, key);
    return typeof found === "string" ? found.trim() : "";
  };
  const pick = (entries: readonly unknown[], keys: readonly string[], wanted: (entry: unknown) => boolean) =>
    entries
      .filter(wanted)
      .flatMap((entry) => keys.map((key) => of(entry, key)).filter((word) => word !== ""));
  // Whatever is not plainly public is not.
  const isOpen = (entry: unknown): boolean => of(entry, "access") === "public";
  const isNamed = (entry: unknown): boolean => ["public", "handle"].includes(of(entry, "consent"));
  const guess = mistakes.length > 0 ? guessed(split.yaml) : nothing;
  return {
    restricted: [...pick(read.evidence, ["url"], (entry) => !isOpen(entry)), ...guess.restricted],
    open: pick(read.evidence, ["url"], isOpen),
    anonymous: [...pick(read.credits, ["person", "org"], (entry) => !isNamed(entry)), ...guess.anonymous],
    named: pick(read.credits, ["person", "org"], isNamed),
  };
}

/** The front matter, or as much of it as has to be read: most of a report is about neither evidence nor credits. */
function readPart(yaml: string): Pick<YamlContent, "value" | "mistakes"> {
  const blocks = yaml.match(/^(?:evidence|credits)[ \t]*:.*(?:\n(?:[ \t\-\]}].*)?)*/gm) ?? [];
  const named = yaml.match(/(?:evidence|credits)["']?[ \t]*:/g) ?? [];
  const part = named.length === blocks.length ? readYaml(blocks.join("\n")) : undefined;
  return part?.mistakes.length === 0 ? part : readYaml(yaml);
}

const nothing: Said = { restricted: [], open: [], anonymous: [], named: [] };

function valueIn(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = valueIn(value, key);
  return Array.isArray(list) ? list : [];
}

/** Entries of lists in a text that is no YAML: each from its hyphen or its brace on, as far as its list goes. */
function guessed(text: string): Said {
  const entries = text.split(/^[ \t]*-[ \t]+|[{}]|^(?=[^\s-])/m);
  const restricted = entries.filter((entry) => /\baccess["']?[ \t]*:[ \t]*["']?(?!public\b)\w/i.test(entry));
  const anonymous = entries.filter((entry) => /\bconsent["']?[ \t]*:[ \t]*["']?anonymous\b/i.test(entry));
  return {
    ...nothing,
    restricted: restricted.flatMap((entry) => entry.match(/https?:\/\/[^\s"'<>{}[\]|\\^`,]+/gi) ?? []),
    anonymous: anonymous.flatMap((entry) =>
      [...entry.matchAll(/\b(?:person|org)["']?[ \t]*:[ \t]*["']?([^\n"',}]+)/gi)].flatMap(
        ([, name = ""]) => name.trim() || [],
      ),
    ),
  };
}
