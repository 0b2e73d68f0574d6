import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Filter, Policy } from "../../notify/filter.ts";
import { parseMailbox } from "../../notify/mailbox.ts";
import { notifySchema, type Receivers } from "../../notify/receiver.ts";
import { nearest } from "../../records/nearest.ts";
import { parseYamlRecord } from "../../records/parse/record.ts";
import { readYaml } from "../../records/parse/yaml.ts";
import { type Mistake, type Problem, type ProblemCode, problemAt } from "../../records/problem.ts";
import { alternatives, quote } from "../../records/quote.ts";
import { decodeSource } from "../../records/source.ts";
import { loadOnly } from "../site/records.ts";
import { UsageError } from "../verb.ts";

/** Who is told, and what their filters mean. */
export interface Config {
  readonly receivers: Receivers;
  readonly policy: Policy;
  /** Puts references back in the place of what was looked up, so that no secret is printed. */
  redact(text: string): string;
}

/**
 * Reads who is told, from a file. Secrets come from `env`; without it they stay the references that they are. Services,
 * groups and severities in filters are those of the site in `root`. Returns the mistakes in the file where it has any.
 * Throws `UsageError` if there is no such file.
 */
export function readConfig(
  path: string,
  label: string,
  root: string,
  env: Readonly<Record<string, string | undefined>> | undefined,
): Config | readonly Problem[] {
  if (!existsSync(path)) {
    throw new UsageError(
      `there is no ${label}, which says who is told. Write it as docs/notifying.md shows, or name another file with --config.`,
    );
  }
  const source = decodeSource(label, readFileSync(path));
  if (!("text" in source)) return [fitting(source)];
  /** The variable of each value. */
  const looked = new Map<string, string>();
  const schema = notifySchema((name) => {
    const value = env === undefined ? null : env[name];
    const text = value?.trim() ?? "";
    // A mail's address is printed without the name beside it, and servers repeat it in small letters.
    const address = parseMailbox(text)?.address ?? "";
    for (const part of [text, address, address.toLowerCase()]) {
      // A shorter one would be found in words.
      if (part.length > 4) looked.set(part, name);
    }
    return value;
  });
  const { record, problems } = parseYamlRecord(source, schema, { instead: {} });
  if (!record || problems.length > 0) return problems.map(fitting);
  const { site, services } = loadOnly(root);
  const policy: Policy = {
    severities: site.severities.map(({ id }) => id),
    groups: new Map(services.map(({ id, group }) => [id, group])),
  };
  const unknown = existsSync(join(root, "content"))
    ? unknownNames(
        record,
        policy,
        site.groups.map(({ id }) => id),
      )
    : [];
  if (unknown.length === 0) return { receivers: record, policy, redact: (text) => redacted(text, looked) };
  const { locate } = readYaml(source.text);
  return unknown.map(({ path: place, mistake }) => problemAt(label, locate(place), mistake));
}

/** A problem in words that fit a file which is no record. */
function fitting(problem: Problem): Problem {
  if (problem.code === "file-empty") {
    const hint = "Write who is told, as docs/notifying.md shows.";
    return { ...problem, expected: "receivers", hint };
  }
  if (problem.code !== "key-unknown" || !problem.hint.startsWith("Remove it")) return problem;
  return { ...problem, hint: "Remove it. docs/notifying.md shows what may stand here." };
}

function redacted(text: string, looked: ReadonlyMap<string, string>): string {
  // The longest first: it may hold another one.
  const values = [...looked].sort(([a], [b]) => b.length - a.length);
  return values.reduce((result, [value, name]) => result.replaceAll(value, () => `\${${name}}`), text);
}

interface Unknown {
  readonly path: readonly (string | number)[];
  readonly mistake: Mistake;
}

function unknownNames(receivers: Receivers, policy: Policy, groups: readonly string[]): readonly Unknown[] {
  const services = [...policy.groups.keys()];
  return Object.entries(receivers).flatMap(([type, entries]) =>
    entries.flatMap((entry, index) => {
      const filter: Filter = "filter" in entry ? entry.filter : {};
      const place = [type, index, "filter"];
      const one = (
        names: readonly string[] | undefined,
        known: readonly string[],
        code: ProblemCode,
        noun: string,
        key: string,
      ) =>
        (names ?? []).flatMap((name, at) =>
          known.includes(name)
            ? []
            : { path: [...place, key, at], mistake: unknownName(code, noun, name, known) },
        );
      const { severity } = filter;
      return [
        ...one(filter.services, services, "service-unknown", "service", "services"),
        ...one(filter.groups, groups, "group-unknown", "group", "groups"),
        ...(severity === undefined || policy.severities.includes(severity)
          ? []
          : [
              {
                path: [...place, "severity"],
                mistake: unknownName("severity-unknown", "severity", severity, policy.severities),
              },
            ]),
      ];
    }),
  );
}

function unknownName(code: ProblemCode, noun: string, name: string, known: readonly string[]): Mistake {
  const near = nearest(name, known);
  return {
    code,
    message: `The site has no such ${noun}.`,
    found: quote(name),
    expected:
      known.length === 0 ? `no ${noun}: the site has none` : `one of ${alternatives(known.slice(0, 20))}`,
    hint: near === undefined ? "Choose one that is there, or remove this one." : `Write ${near}.`,
  };
}
