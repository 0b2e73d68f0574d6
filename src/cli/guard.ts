import { compareRecords, type Finding, reportVanished, unreadable, vanished } from "./guard/compare.ts";
import type { GuardedRecord } from "./guard/record.ts";
import { type GuardedSite, OSV_LIST, OWN_LIST, openSite } from "./guard/site.ts";
import { count, printable } from "./report.ts";
import { type Io, textOption, UsageError, type Verb } from "./verb.ts";
import { Unverifiable } from "./verify/unverifiable.ts";

/** How many records are asked for at a time. */
const AT_ONCE = 8;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** `daymark guard`: whether a new build may take the place of a published site. */
export const guard: Verb = {
  name: "guard",
  summary: "Before a deployment: say which advisories or postmortems would vanish or change unnoticed",
  positionals: "OLD NEW",
  arity: { min: 2, max: 2 },
  rootless: true,
  options: {
    format: { type: "string", value: "FORMAT", about: "text (default) or json." },
  },
  more:
    "OLD is what is published, NEW what is to be; both are a folder that daymark build made, or the address of a site.\n" +
    "\n" +
    "  daymark guard https://security.example.org/ dist\n" +
    "\n" +
    "No advisory may vanish, withdrawn ones included; published never changes; modified is never lower, and is higher where\n" +
    "anything else changed. Compared is what is in osv/, and of informational advisories, which are not, what is in\n" +
    "api/v1/advisories.json. No postmortem of api/v1/lessons.json may vanish. Where OLD has none of these, nothing can be lost.\n" +
    "Exit code 1 if anything was found or could not be read.",
  async run(input, io) {
    const [old = "", now = ""] = input.positionals;
    const format = textOption(input, "format") ?? "text";
    if (format !== "text" && format !== "json") {
      throw new UsageError(`--format ${format}: expected text or json.`);
    }
    const controller = new AbortController();
    const stop = (): void => controller.abort(new Error("interrupted"));
    for (const name of SIGNALS) process.once(name, stop);
    try {
      const [before, after] = [old, now].map((text) => openSite(text, io, controller.signal));
      if (!before || !after) throw new UsageError("expected OLD NEW.");
      return await compareSites(before, after, format, io);
    } catch (error) {
      if (!(error instanceof Unverifiable)) throw error;
      io.err(`This cannot be compared: ${error.message}\n`);
      return 1;
    } finally {
      for (const name of SIGNALS) process.off(name, stop);
    }
  },
};

async function compareSites(
  old: GuardedSite,
  now: GuardedSite,
  format: "text" | "json",
  io: Io,
): Promise<number> {
  const before = await old.ids();
  const ids = [...(before ?? [])];
  const informational = [...(await old.listed()).values()].filter(({ isInOsv }) => !isInOsv);
  const after = (await now.ids()) ?? new Set<string>();
  const listed = informational.length === 0 ? new Map<string, GuardedRecord>() : await now.listed();
  const reports = await old.reports();
  const left = reports.size === 0 ? reports : await now.reports();
  const findings = [
    ...(await compareAll(ids, old, now, after, io)),
    ...informational.flatMap((one) => {
      const same = listed.get(one.id);
      return same ? compareRecords(one, same) : [vanished(one.id, one, OWN_LIST, now.label)];
    }),
    ...[...reports.values()].flatMap((one) => (left.has(one.id) ? [] : reportVanished(one, now.label))),
  ].sort((a, b) => compareText(a.id, b.id) || compareText(a.code, b.code));
  io.out(
    format === "json" ? `${JSON.stringify({ findings }, undefined, 2)}\n` : findings.map(paragraph).join(""),
  );
  const compared = ids.length + informational.length;
  if (!before && compared === 0 && reports.size === 0) {
    io.err(`${old.label} has no ${OSV_LIST}: no advisory is published there yet, so none can be lost.\n`);
    return 0;
  }
  const advisories = `${compared.toLocaleString("en")} published ${compared === 1 ? "advisory" : "advisories"}`;
  const postmortems = reports.size === 0 ? "" : ` and ${count(reports.size, "postmortem")}`;
  io.err(
    `${advisories}${postmortems} compared: ${findings.length === 0 ? "nothing is lost" : count(findings.length, "finding")}.\n`,
  );
  return findings.length === 0 ? 0 : 1;
}

async function compareAll(
  ids: readonly string[],
  old: GuardedSite,
  now: GuardedSite,
  after: ReadonlySet<string>,
  io: Io,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const waiting = ids.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const id of waiting) {
      findings.push(...(await compareOne(id, old, now, after)));
      done++;
      if ((old.isRemote || now.isRemote) && done % 500 === 0) {
        io.err(`${done.toLocaleString("en")} of ${ids.length.toLocaleString("en")} fetched\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return findings;
}

async function compareOne(
  id: string,
  old: GuardedSite,
  now: GuardedSite,
  after: ReadonlySet<string>,
): Promise<Finding[]> {
  const before = await old.record(id);
  if (!after.has(id))
    return [vanished(id, typeof before === "string" ? undefined : before, OSV_LIST, now.label)];
  if (typeof before === "string") return [unreadable(id, old.label, before)];
  const record = await now.record(id);
  return typeof record === "string" ? [unreadable(id, now.label, record)] : compareRecords(before, record);
}

function paragraph({ id, code, message, was, is, mend }: Finding): string {
  return [`${id} ${code}`, `  ${message}`, `  was   ${was}`, `  is    ${is}`, `  mend  ${mend}`, "", ""]
    .map(printable)
    .join("\n");
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
