import type {
  ActionKind,
  ActionStatus,
  answers,
  detectionSources,
  FactorCategory,
  incidentTypes,
  PostmortemStatus,
  playbookVerdicts,
  relations,
  triggers,
} from "../../records/schema/vocabulary.ts";

/** A word of a vocabulary as readers see it. */
export interface Word {
  /** In plain words, with a capital: `Monitoring gap`. */
  readonly label: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
}

function word(label: string, meaning: string): Word {
  return { label, meaning };
}

/** What kind of event it was. */
export const typeWords = {
  "service-outage": word("Service outage", "A service did not work at all."),
  degradation: word("Degradation", "A service worked, but slowly or only in part."),
  "data-loss": word("Data loss", "Data was lost, for good or until it was restored."),
  "data-exposure": word("Data exposure", "Data could be seen by people who should not see it."),
  "security-breach": word("Security breach", "Somebody got in, or could have got in."),
  "supply-chain": word("Supply chain", "Something that was built in or passed on was tampered with."),
  "release-regression": word("Release regression", "A release broke what had worked before."),
  "upgrade-failure": word("Upgrade failure", "Moving to a new version did not go as it should."),
  "certificate-expiry": word("Certificate expiry", "A certificate, key or domain ran out."),
  "dependency-outage": word("Dependency outage", "Something that a service cannot do without failed."),
  "abuse-or-dos": word("Abuse or denial of service", "Somebody used a service so that others could not."),
  "maintenance-overrun": word("Maintenance overrun", "Planned work took longer or did more than announced."),
  "process-failure": word("Process failure", "What people had agreed to do was not done, or did not help."),
  "near-miss": word("Near miss", "Nothing happened to users, and it might have."),
  other: word("Other", "An event that none of the other words describes."),
  unknown: word("Unknown", "Nobody has said yet what kind of event it was."),
} as const satisfies Record<(typeof incidentTypes)[number], Word>;

/** What set it off. */
export const triggerWords = {
  release: word("Release", "It began with a release."),
  "config-change": word("Configuration change", "It began with a change of configuration."),
  "infra-change": word("Infrastructure change", "It began with a change of machines, networks or platforms."),
  "data-migration": word("Data migration", "It began while data was moved or converted."),
  "traffic-or-usage": word(
    "Traffic or usage",
    "It began when a service was used more, or otherwise, than before.",
  ),
  "capacity-exhaustion": word(
    "Capacity exhaustion",
    "It began when something was full: a disk, a queue, a quota.",
  ),
  "provider-failure": word("Provider failure", "It began at somebody else's: a host, a network, a registry."),
  expiry: word("Expiry", "It began when something ran out: a certificate, a token, a domain."),
  hardware: word("Hardware", "It began with a machine that broke."),
  "malicious-action": word("Malicious action", "Somebody meant to do harm."),
  "operator-action": word("Operator action", "It began with something that was done by hand, in good faith."),
  "none-identified": word("None identified", "It was looked for, and nothing was found that set it off."),
  unknown: word("Unknown", "Nobody has said yet what set it off."),
} as const satisfies Record<(typeof triggers)[number], Word>;

/** Kinds of contributing factors. */
export const factorWords = {
  "software-defect": word("Software defect", "A program did not do what it was written to do."),
  config: word("Configuration", "A setting was wrong, missing, or meant something else."),
  "change-management": word("Change management", "A change went out without the checks that it needed."),
  capacity: word("Capacity", "There was less room, power or quota than was needed."),
  architecture: word("Architecture", "The parts were put together so that one could bring others down."),
  "dependency-or-provider": word(
    "Dependency or provider",
    "It came from something that others run or write.",
  ),
  "monitoring-gap": word("Monitoring gap", "Nothing watched for this, or not where it could be seen."),
  "alert-routing": word("Alert routing", "An alert was raised, and did not reach somebody who could act."),
  access: word("Access", "Those who could have helped could not get in, or too many could."),
  documentation: word("Documentation", "What one had to know was not written down, or was out of date."),
  communication: word("Communication", "Those who had to know were not told, or not in time."),
  process: word("Process", "There was no agreed way to do it, or it was not followed."),
  tooling: word("Tooling", "The tools made it easy to go wrong, or hard to go right."),
  training: word("Training", "Nobody had had a chance to practise this before."),
  "test-coverage": word("Test coverage", "No test would have caught it."),
  "security-control": word("Security control", "A safeguard was missing, or did not hold."),
  "data-integrity": word("Data integrity", "Data contradicted itself, and nothing noticed."),
  "hardware-or-network": word("Hardware or network", "A machine or a line failed."),
  "staffing-or-time-zone": word("Staffing or time zone", "There was nobody there, or nobody awake."),
  governance: word("Governance", "It was not settled who decides, or who is responsible."),
  unknown: word("Unknown", "Nobody has said yet what kind of factor it was."),
} as const satisfies Record<FactorCategory, Word>;

/** How it was first noticed. */
export const detectionWords = {
  "monitoring-alert": word("Monitoring alert", "A monitor of the project raised an alert."),
  "synthetic-check": word("Synthetic check", "A check that does what users do failed."),
  "user-report": word("User report", "A user told the project."),
  "issue-tracker": word("Issue tracker", "Somebody filed an issue."),
  "maintainer-observation": word("Maintainer observation", "A maintainer came across it."),
  "downstream-report": word("Downstream report", "Somebody who builds on the project told of it."),
  "security-researcher": word("Security researcher", "Somebody who looks for such things found it."),
  "provider-notice": word("Provider notice", "A provider told of it."),
  "audit-or-scan": word("Audit or scan", "An audit or a scanner found it."),
  "release-testing": word("Release testing", "It came up while a release was tested."),
  luck: word("Luck", "It was found by accident."),
  unknown: word("Unknown", "Nobody has said yet how it was noticed."),
} as const satisfies Record<(typeof detectionSources)[number], Word>;

/** Whether users noticed before the project did. */
export const usersFirstWords = {
  yes: word("Users noticed first", "Users noticed before the project did."),
  no: word("The project noticed first", "The project noticed before its users did."),
  unknown: word("Unknown", "Nobody knows who noticed first."),
} as const satisfies Record<(typeof answers)[number], Word>;

/** Where a report stands. */
export const reportStatusWords = {
  draft: word("Draft", "The report is being written."),
  "in-review": word("In review", "The report can be read, and is still being checked."),
  final: word("Final", "The report is finished; corrections are in its history."),
  superseded: word("Superseded", "Another report has taken its place."),
} as const satisfies Record<PostmortemStatus, Word>;

/** Where an action item stands. */
export const actionStatusWords = {
  open: word("Open", "Nobody has begun yet."),
  "in-progress": word("In progress", "Somebody is at it."),
  blocked: word("Blocked", "It cannot go on until something else is done."),
  delayed: word("Delayed", "It was put off, for a reason that is given."),
  done: word("Done", "It was done."),
  "wont-do": word("Won't do", "It was decided not to do it, for a reason that is given."),
  unknown: word("Unknown", "Nobody has said yet where it stands."),
} as const satisfies Record<ActionStatus, Word>;

/** What an action item is to achieve. */
export const actionKindWords = {
  prevent: word("Prevent", "So that it does not happen again."),
  detect: word("Detect", "So that it is noticed sooner."),
  mitigate: word("Mitigate", "So that it does less harm."),
  repair: word("Repair", "To put right what was broken."),
  process: word("Process", "To change how things are done."),
  documentation: word("Documentation", "To write down what one has to know."),
  tooling: word("Tooling", "To make the right thing easier to do."),
  training: word("Training", "To practise it."),
  "decision-criteria": word("Decision criteria", "To settle beforehand how to decide."),
  upstream: word("Upstream", "To have it mended where it comes from."),
  investigate: word("Investigate", "To find out more."),
  unknown: word("Unknown", "Nobody has said yet what it is to achieve."),
} as const satisfies Record<ActionKind, Word>;

/** How two records are related. */
export const relationWords = {
  similar: word("Similar", "Much about them is alike."),
  "same-cause": word("Same cause", "They come from the same thing."),
  "caused-by": word("Caused by", "The other one brought this one about."),
  causes: word("Caused", "This one brought the other one about."),
  follows: word("Follows", "It came after the other one, and because of what was done about it."),
  duplicate: word("Duplicate", "They are about the same event."),
} as const satisfies Record<(typeof relations)[number], Word>;

/** How a playbook did, as a part of a sentence. */
export const verdictWords = {
  worked: "worked",
  partly: "worked in part",
  outdated: "was out of date",
  missing: "did not exist",
  "not-used": "was not used",
  unknown: "not known how it did",
} as const satisfies Record<(typeof playbookVerdicts)[number], string>;
