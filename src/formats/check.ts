import {
  type AdvisoryData,
  type AffectedData,
  type CheckData,
  DATA_FORM,
  type IntervalData,
  type PackageData,
  type SeverityData,
} from "../inventory/data.ts";
import { type AdvisoryState, isForScanners } from "../model/advisory.ts";
import type { SiteModel } from "../model/site.ts";
import { affectedVersions } from "../records/advisory/affected.ts";
import { type AffectedVersions, affectedTester, type VersionInterval } from "../versions/affected.ts";
import { schemeOf } from "../versions/ecosystem.ts";
import { packageKey } from "../versions/naming.ts";
import { compareText } from "../versions/order.ts";
import { checkDataPath } from "../views/advisory/check.ts";
import { type SeverityView, severityView } from "../views/advisory/summary.ts";
import { cutText } from "../views/cut.ts";
import type { TextDocument } from "../views/document.ts";
import { jsonText } from "./json.ts";

/** The file that the page "Am I affected?" loads when somebody checks. */
export function* checkDocuments(model: SiteModel): Generator<TextDocument> {
  yield { path: checkDataPath, body: jsonText(checkData(model)) };
}

/** Longer titles are cut: the advisory's own page has them whole. */
const MOST_TITLE = 160;

const SIGNS: readonly SeverityView["sign"][] = [
  "major",
  "partial",
  "degraded",
  "maintenance",
  "operational",
  "notice",
];

/** What advisories that somebody need act on say of packages that OSV has an ecosystem for; those in force only. */
function checkData(model: SiteModel): CheckData {
  const states = model.advisories
    .filter((state) => !state.isWithdrawn && isForScanners(state))
    .filter(({ record }) => record.affected.some((entry) => entry.package?.ecosystem !== undefined))
    .sort(
      (a, b) => rankOf(a) - rankOf(b) || scoreOf(b) - scoreOf(a) || compareText(a.record.id, b.record.id),
    );
  const severities = [...new Map(states.map((state) => [labelOf(state), severityData(state)]))];
  const places = new Map(severities.map(([label], index) => [label, index]));
  const advisories = states.map((state): AdvisoryData => {
    const { id, title } = state.record;
    return [id, cutText(title, MOST_TITLE), places.get(labelOf(state)) ?? 0];
  });
  return {
    form: DATA_FORM,
    severities: severities.map(([, data]) => data),
    advisories,
    packages: packagesOf(states),
  };
}

function rankOf(state: AdvisoryState): number {
  return SIGNS.indexOf(severityView(state).sign);
}

function scoreOf({ score }: AdvisoryState): number {
  return score?.score ?? 0;
}

function labelOf(state: AdvisoryState): string {
  return severityView(state).label;
}

function severityData(state: AdvisoryState): SeverityData {
  const { sign, label } = severityView(state);
  return state.record.kind === "malware" ? [sign, label, 1] : [sign, label];
}

/** Packages by name, each once, though an advisory may have several entries about it. */
function packagesOf(states: readonly AdvisoryState[]): PackageData[] {
  const found = new Map<
    string,
    { ecosystem: string; name: string; affected: Map<number, AffectedVersions> }
  >();
  for (const [at, { record }] of states.entries()) {
    for (const entry of record.affected) {
      const { ecosystem, name } = entry.package ?? {};
      if (ecosystem === undefined || name === undefined) continue;
      const key = packageKey(ecosystem, name);
      const own = found.get(key) ?? { ecosystem, name, affected: new Map() };
      found.set(key, own);
      own.affected.set(at, together(own.affected.get(at), affectedVersions(entry)));
    }
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { ecosystem, name, affected }]) => [
      ecosystem,
      name,
      [...affected].map(([at, versions]) => affectedData(at, versions, ecosystem)),
    ]);
}

function together(a: AffectedVersions | undefined, b: AffectedVersions): AffectedVersions {
  if (!a) return b;
  return { intervals: [...a.intervals, ...b.intervals], versions: [...a.versions, ...b.versions] };
}

/** Databases list every version beside the intervals, often hundreds: those that an interval says already are left out. */
function affectedData(
  at: number,
  { intervals, versions }: AffectedVersions,
  ecosystem: string,
): AffectedData {
  const scheme = schemeOf(ecosystem);
  const isCovered = scheme && affectedTester({ intervals, versions: [] }, scheme);
  const single = versions.filter((version) => !(scheme?.isVersion(version) && isCovered?.(version)));
  const own = [at, intervals.map(intervalData)] as const;
  return single.length === 0 ? own : [...own, single];
}

function intervalData({ introduced, fixed, lastAffected }: VersionInterval): IntervalData {
  if (lastAffected !== undefined) return [introduced, fixed ?? null, lastAffected];
  return fixed === undefined ? [introduced] : [introduced, fixed];
}
