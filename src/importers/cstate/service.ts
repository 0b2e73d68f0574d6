import { stringify } from "yaml";
import type { ImportedFile, Tell } from "../importer.ts";
import { slug, takeId } from "../slug.ts";
import { fold, quoted } from "../text.ts";
import type { YamlValue } from "./yaml.ts";

/** The group of the services that notices name and the configuration does not. */
export const NAMED_GROUP = { id: "named-in-notices", name: "Named in notices" } as const;

/** A system of `config.yml`. */
export interface System {
  /** What notices call it. */
  readonly name: string;
  /** What readers see, if that is something else. */
  readonly displayName?: string;
  /** Id of its group; undefined for a system in no category, which cState does not show. */
  readonly group?: string;
  readonly description?: string;
  readonly url?: string;
  readonly line: number;
}

/** The services of a site. */
export interface Services {
  /** The id of the service that a notice names. A name that is like no other becomes a service of its own. */
  idOf(name: YamlValue, source: string, tell: Tell): string;
  /** Whether any service is in the group of those that only notices name. */
  needNamedGroup(): boolean;
  files(): ImportedFile[];
}

interface FrontMatter {
  readonly name: string;
  readonly group: string;
  readonly visibleOnlyWhenAffected?: true;
  readonly order?: number;
  readonly description?: string;
  readonly url?: string;
}

interface Service {
  readonly id: string;
  /** As it was typed first. */
  readonly typed: string;
  readonly group: string;
  readonly file: ImportedFile;
}

const UNLISTED = { group: NAMED_GROUP.id, visibleOnlyWhenAffected: true } as const;

/** Begins with the systems of the configuration, in its order; `source` is its path. */
export function createServices(systems: readonly System[], source: string, tell: Tell): Services {
  const byKey = new Map<string, Service>();
  const ids = new Set<string>();
  const variants = new Set<string>();

  const add = (typed: string, frontMatter: FrontMatter, from: string): string => {
    const id = takeId(slug(typed, "service"), ids);
    const text = `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n`;
    byKey.set(keyOf(typed), {
      id,
      typed,
      group: frontMatter.group,
      file: { path: `content/services/${id}.md`, text, source: from },
    });
    return id;
  };

  for (const [index, { name, displayName, group, line, ...rest }] of systems.entries()) {
    if (byKey.has(keyOf(name))) {
      tell("not-imported", `The system ${quoted(name)} is given twice; only the first counts.`, line);
      continue;
    }
    add(
      name,
      { name: displayName ?? name, ...(group ? { group } : UNLISTED), order: index + 1, ...rest },
      source,
    );
  }

  return {
    idOf(name, from, tellThere) {
      const typed = fold(name.text);
      const isOneLine = typed === name.text.trim();
      if (!isOneLine) tellThere("adapted", `The name ${quoted(typed)} is put on one line.`, name.line);
      const known = byKey.get(keyOf(typed));
      if (!known) {
        const id = add(typed, { name: typed, ...UNLISTED }, from);
        const collision = id === slug(typed, "service") ? "" : ", as its usual id is taken";
        tellThere(
          "adapted",
          `${quoted(typed)} is no system of the configuration: it becomes the service ${id}${collision}.`,
          name.line,
        );
        return id;
      }
      if (typed !== known.typed && !variants.has(typed)) {
        variants.add(typed);
        tellThere("adapted", `${quoted(typed)} is taken as the service ${quoted(known.typed)}.`, name.line);
      }
      return known.id;
    },
    needNamedGroup: () => [...byKey.values()].some((service) => service.group === NAMED_GROUP.id),
    files: () => [...byKey.values()].map((service) => service.file),
  };
}

/** What two spellings of one name share: no case, no space, no link or address around it, no punctuation after it. */
function keyOf(typed: string): string {
  const name = typed
    .normalize("NFKC")
    .replace(/^\[([^\]]+)\]\([^)]*\)$/, "$1")
    .replace(/\s+/g, "")
    .replace(/^[<`'"]+|[>`'".,;:!?/]+$/g, "")
    .replace(/^https?:\/\//i, "")
    .toLowerCase();
  return name === "" ? typed : name;
}
