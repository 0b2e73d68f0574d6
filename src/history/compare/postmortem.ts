import { writeHeadingInstant } from "../../records/instant.ts";
import type { Postmortem } from "../../records/postmortem.ts";
import { quote } from "../../records/quote.ts";
import type {
  Action,
  ChartData,
  Factor,
  KeyTime,
  PostmortemFrontMatter,
} from "../../records/schema/postmortem.ts";
import type { ActionStatus, PostmortemStatus } from "../../records/schema/vocabulary.ts";
import type { Change, Names } from "../change.ts";
import { amount, fields, flag, line, person, spaced, type Teller, text, value } from "./fields.ts";
import { entries, list } from "./list.ts";
import { fact } from "./update.ts";
import { listed } from "./words.ts";

type Review = PostmortemFrontMatter["reviews"][number];
type Credit = PostmortemFrontMatter["credits"][number];
type Evidence = PostmortemFrontMatter["evidence"][number];
type Related = PostmortemFrontMatter["related"][number];
type Playbook = PostmortemFrontMatter["playbooks"][number];

/**
 * What was changed in a postmortem, in words, in the order of the schema. What figures come from and what was promised are
 * facts: status, times, detection, impact, factors, playbooks, actions, the figures of charts. The rest is wording. People
 * are named as far as they agreed to it here as well as on the site; of evidence its label is told, and never its address.
 */
export function comparePostmortems(before: Postmortem, after: Postmortem, names: Names): Change[] {
  return [...tellPostmortem(before, after, names), ...text("text")(before.body, after.body, names)];
}

/** Stands for whoever is not to be named. */
const SOMEBODY = "somebody who is not named";

/** People by their handles, as a list: those who came and those who went. */
function people(one: string, many: string): Teller<readonly string[]> {
  return (before = [], after = [], names) => {
    const [old, now] = [new Set(before), new Set(after)];
    const tell = (verb: string, handles: ReadonlySet<string>): Change[] => {
      const words = [...new Set([...handles].map((handle) => names.person(handle) ?? SOMEBODY))];
      if (words.length === 0) return [];
      return [{ text: `${handles.size === 1 ? one : many} ${listed(words)} ${verb}`, material: false }];
    };
    return [...tell("removed", old.difference(now)), ...tell("added", now.difference(old))];
  };
}

const reviews: Teller<readonly Review[]> = (before, after, names) =>
  entries<Review>({
    key: ({ by, on }) => `${by} ${on}`,
    whole: ({ by, org, on, independent }) =>
      `${independent ? "independent review" : "review"} of ${on} by ${names.person(by) ?? SOMEBODY}${org === undefined ? "" : ` (${org})`}`,
    within: ({ on }) => `review of ${on}: `,
    fields: (one, other, all) => [
      ...line("organisation")(one?.org, other?.org, all),
      ...flag("independent")(one?.independent, other?.independent, all),
    ],
  })(before, after, names);

/** `2026-11-20 10:02 UTC (estimated)`. */
function writeKeyTime({ at, confidence }: KeyTime): string {
  if (at === undefined) return "not known";
  return confidence === "exact" ? writeHeadingInstant(at) : `${writeHeadingInstant(at)} (${confidence})`;
}

const keyTime = (label: string): Teller<KeyTime> => value<KeyTime>(label, writeKeyTime, "material");

const times = fields<PostmortemFrontMatter["times"]>({
  impactStart: keyTime("begin of impact"),
  detected: keyTime("time of detection"),
  declared: keyTime("time of declaration"),
  mitigated: keyTime("time of mitigation"),
  impactEnd: keyTime("end of impact"),
  resolved: keyTime("time of resolution"),
});

const detection = fields<NonNullable<PostmortemFrontMatter["detection"]>>({
  source: value("way of detection", spaced, "material"),
  usersFirst: value("whether users noticed first", String, "material"),
  gap: line("why it was not noticed earlier"),
});

const impact = fields<NonNullable<PostmortemFrontMatter["impact"]>>({
  userFacing: value("whether users felt it", String, "material"),
  users: fields<NonNullable<NonNullable<PostmortemFrontMatter["impact"]>["users"]>>({
    count: value("number of affected users", String, "material"),
    percent: amount("share of affected users", "%", "material"),
    basis: line("basis of the number of users", "material"),
  }),
  data: value("what became of data", spaced, "material"),
  statement: line("statement of the impact", "material"),
});

const factors = entries<Factor>({
  key: ({ id }) => id,
  whole: ({ summary, category }) => `factor ${quote(summary)} (${spaced(category)})`,
  within: ({ id }) => `factor ${quote(id)}: `,
  weight: "material",
  fields: fields<Factor>({
    id: () => [],
    category: value("category", spaced, "material"),
    summary: line("summary", "material"),
    introduced: line("since when it was there", "material"),
    whyUndetected: line("why nobody saw it", "material"),
  }),
});

/** A day by which something is to be done: that it was moved is what readers look for. */
const due: Teller<string> = (before, after, names) =>
  before !== undefined && after !== undefined && before !== after
    ? [fact(`due day moved from ${before} to ${after}`)]
    : value("due day", String, "material")(before, after, names);

/** Where something stands now, in words and as a word of its vocabulary. */
const statusChange: Teller<PostmortemStatus | ActionStatus> = (before, after, names) =>
  value<string>("status", spaced, "material")(before, after, names).map((change) =>
    after === undefined ? change : { ...change, status: after },
  );

/** Who sees to an action is a fact, whoever may be named. */
const responsible: Teller<string> = (before, after, names) =>
  person("owner")(before, after, names).map((change) => ({ ...change, material: true }));

const tellAction = fields<Action>({
  id: () => [],
  title: line("title", "material"),
  kind: value("kind", spaced, "material"),
  factors: list({ one: "answered factor", many: "answered factors", weight: "material" }),
  owner: responsible,
  due,
  noDueReason: line("why there is no due day", "material"),
  status: statusChange,
  statusReason: line("reason of the status", "material"),
  done: value("day on which it was done", String, "material"),
  issue: value("issue", String, "material"),
  evaluation: line("how to tell that it worked", "material"),
});

const actions = entries<Action>({
  key: ({ id }) => id,
  whole: (action) => `action ${quote(action.title)}${action.due === undefined ? "" : `, due ${action.due},`}`,
  within: ({ id }) => `action ${quote(id)}: `,
  weight: "material",
  fields: (before, after, names) =>
    tellAction(before, after, names).map((change) => (after ? { ...change, action: after.id } : change)),
});

const playbooks = entries<Playbook>({
  key: ({ id }) => id,
  whole: ({ id, verdict }) => `playbook ${id} (${spaced(verdict)})`,
  within: ({ id }) => `playbook ${id}: `,
  weight: "material",
  fields: fields<Playbook>({ id: () => [], verdict: value("verdict", spaced, "material") }),
});

const related = entries<Related>({
  key: ({ id, url }) => id ?? url ?? "",
  whole: ({ id, url, relation }) => `relation to ${id ?? url} (${spaced(relation)})`,
  within: ({ id, url }) => `relation to ${id ?? url}: `,
  fields: fields<Related>({
    id: () => [],
    url: () => [],
    relation: value("kind", spaced),
    note: line("note"),
  }),
});

const evidence = entries<Evidence>({
  key: ({ label }) => label,
  whole: ({ label, access }) => `${access} evidence ${quote(label)}`,
  within: ({ label }) => `evidence ${quote(label)}: `,
  fields: (before, after, names) => [
    ...value("access", String)(before?.access, after?.access, names),
    // Of one that is restricted, no version has the address.
    ...(before?.access === after?.access && before?.url !== after?.url
      ? [{ text: "address changed", material: false }]
      : []),
  ],
});

const credits: Teller<readonly Credit[]> = (before, after, names) =>
  entries<Credit>({
    key: ({ person: handle, org }) => (handle === undefined ? `org ${org}` : `person ${handle}`),
    whole: (credit) => `credit of ${creditedName(credit, names)} (${credit.roles.join(", ")})`,
    within: (credit) => `credit of ${creditedName(credit, names)}: `,
    fields: (one, other, all) => [
      ...list({ one: "role", many: "roles" })(one?.roles, other?.roles, all),
      ...value("consent", String)(one?.consent, other?.consent, all),
    ],
  })(before, after, names);

/** Who is credited, as far as they agreed to it on the site and in this report. */
function creditedName({ person: handle, org, consent }: Credit, names: Names): string {
  if (consent === "anonymous") return SOMEBODY;
  if (handle === undefined) return org ?? SOMEBODY;
  const name = names.person(handle);
  return (name !== undefined && consent === "handle" ? handle : name) ?? SOMEBODY;
}

const charts = entries<ChartData>({
  key: ({ id }) => id,
  whole: ({ title }) => `chart ${quote(title)}`,
  within: ({ id }) => `chart ${quote(id)}: `,
  weight: "material",
  fields: fields<ChartData>({
    id: () => [],
    title: line("title"),
    unit: line("unit", "material"),
    points: (before, after) =>
      JSON.stringify(before) === JSON.stringify(after) ? [] : [fact("figures changed")],
  }),
});

const id = { write: String, weight: "material" } as const;

const tellPostmortem = fields<PostmortemFrontMatter>({
  status: statusChange,
  supersededBy: value("report that replaces it", String, "material"),
  published: value("time of publication", writeHeadingInstant, "material"),
  title: line("title"),
  summary: line("summary"),
  incidents: list({ one: "reviewed incident", many: "reviewed incidents", ...id }),
  owner: person("owner"),
  authors: people("author", "authors"),
  reviews,
  type: value("type", spaced, "material"),
  trigger: value("trigger", spaced, "material"),
  services: list({
    one: "affected service",
    many: "affected services",
    write: (service, names) => names.service(service),
    weight: "material",
  }),
  times,
  detection,
  impact,
  factors,
  mitigation: line("mitigation"),
  resolution: line("resolution"),
  rollbackUsed: value("whether a change was taken back", spaced, "material"),
  playbooks,
  actions,
  noActionsReason: line("why nothing is to be done", "material"),
  surprises: list({ one: "surprise", many: "surprises" }),
  openQuestions: list({ one: "open question", many: "open questions" }),
  related,
  evidence,
  credits,
  charts,
  tags: list({ one: "tag", many: "tags" }),
});
