import type { Tell } from "../importer.ts";
import { fold } from "../text.ts";
import type { YamlFields, YamlValue } from "./yaml.ts";

/** Settings of cState and of Hugo for which Daymark has no place, by what they are about. */
const TOPICS: readonly { readonly topic: string; readonly keys: string }[] = [
  {
    topic: "Colours and logo",
    keys: `brand ok disrupted down notice alwaysKeepBrandColor headerTextColor useLogo logo useLargeHeaderDesign
      disableDarkMode`,
  },
  {
    topic: "How times are shown",
    keys: "useRelativeTime skipSeconds enableLastMod dateFormat shortDateFormat",
  },
  {
    topic: "The list of incidents",
    keys: `incidentHistoryFormat disableIncidentHistory incidentPostsPerPage incidentMaxAgeYears
      disableComplexCalculations enableUptimeHistogram`,
  },
  { topic: "Translations", keys: "defaultContentLanguage enableMissingTranslationPlaceholders languages" },
  { topic: "HTML and scripts of one's own", keys: "enableCustomHTML googleAnalytics monitorBot" },
  {
    topic: "Hugo's own settings",
    keys: `theme themesDir enableGitInfo buildFuture preserveTaxonomyNames taxonomies outputs outputFormats security
      ignoreLogs markup module pagination paginate permalinks`,
  },
];

/** Reports settings that have no place, one line for each topic. */
export function reportSettings(settings: YamlFields, tell: Tell): void {
  const topicOf = new Map(
    TOPICS.flatMap(({ topic, keys }) => keys.split(/\s+/).map((key) => [key, topic] as const)),
  );
  const groups = Map.groupBy(settings, ([key]) => topicOf.get(key) ?? "Other settings");
  for (const [topic, group] of groups) {
    tell("not-imported", `${topic}: ${listed(group)}`, group[0]?.[1].line);
  }
}

/** Settings with their values, on one line. */
export function listed(settings: Iterable<readonly [string, YamlValue]>): string {
  return [...settings].map(([key, value]) => fold(`${key}: ${value.text}`)).join("; ");
}
