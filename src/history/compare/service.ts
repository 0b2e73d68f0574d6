import { quote } from "../../records/quote.ts";
import type { ServiceFrontMatter } from "../../records/schema/service.ts";
import type { Service } from "../../records/service.ts";
import type { Change, Names } from "../change.ts";
import { amount, durationWords, fields, flag, line, person, spaced, text, value } from "./fields.ts";
import { entries, list } from "./list.ts";

type Objective = NonNullable<ServiceFrontMatter["slo"]>[number];

/**
 * What was changed in a service, in words, in the order of the schema. What counts for uptime, what is promised to its
 * users (objectives, support) and what it depends on are facts; names, descriptions and the rest of the charter are
 * wording. Owners are named only as far as they are people who agreed to it.
 */
export function compareServices(before: Service, after: Service, names: Names): Change[] {
  return [...tellService(before, after, names), ...text("text")(before.body, after.body, names)];
}

const objectives = entries<Objective>({
  key: ({ name }) => name,
  whole: ({ name, objective, window }) =>
    `objective of ${name} (${objective} % over ${durationWords(window)})`,
  within: () => "",
  weight: "material",
  fields: (before, after, names) => {
    const name = after?.name ?? "";
    return [
      ...amount(`objective of ${name}`, "%", "material")(before?.objective, after?.objective, names),
      ...value(`window of the objective of ${name}`, durationWords, "material")(
        before?.window,
        after?.window,
        names,
      ),
    ];
  },
});

const tellService = fields<ServiceFrontMatter>({
  name: line("name"),
  // A group that could not be read is empty: nothing is known of it.
  group: line("group"),
  order: value("place within its group"),
  description: text("description", "set"),
  url: line("address"),
  since: value("first day that counts for uptime", String, "material"),
  retired: value("day of retirement", String, "material"),
  visibleOnlyWhenAffected: flag("shown only when affected"),
  owner: person("owner"),
  backupOwner: person("backup owner"),
  businessDependency: line("what depends on it"),
  slo: objectives,
  upgradeCadence: line("upgrade cadence"),
  supportChannel: line("support channel"),
  dependsOn: list({
    one: "dependency on",
    many: "dependencies on",
    write: (id, names) => names.service(id),
    weight: "material",
  }),
  support: fields<NonNullable<ServiceFrontMatter["support"]>>({
    hours: line("support hours", "material"),
    timeZone: line("time zone of support", "material"),
    commitment: value("commitment of support", (word: string) => quote(spaced(word)), "material"),
  }),
  upstream: line("upstream"),
  forkDelta: line("difference from upstream"),
  rollback: line("way to undo a bad release"),
  lastRestoreTest: value("last restore test"),
  reviewed: value("day of the last review"),
  reviewIn: value("time between reviews", durationWords),
});
