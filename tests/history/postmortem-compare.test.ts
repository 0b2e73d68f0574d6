import { describe, expect, test } from "vitest";
import type { Change, Names } from "../../src/history/change.ts";
import { comparePostmortems } from "../../src/history/compare/postmortem.ts";
import { type Postmortem, parsePostmortem } from "../../src/records/postmortem.ts";
import { postmortemSchema } from "../../src/records/schema/postmortem.ts";

const people: ReadonlyMap<string, string> = new Map([
  ["ann", "Ann Example"],
  ["bob", "bob"],
]);
const names: Names = {
  service: (id) => id.toUpperCase(),
  severityRank: () => undefined,
  person: (handle) => people.get(handle),
};

const FULL = `---
title: A certificate expired
summary: Nobody could sign in for an hour.
incidents: [2026-10-06-sign-in]
status: in-review
owner: ann
authors: [ann]
reviews: [{ by: bob, org: Elsewhere, independent: true, on: 2026-10-12 }]
published: 2026-10-14T10:00Z
supersededBy: another-report
type: certificate-expiry
trigger: expiry
services: [api]
times:
  impactStart: 2026-10-06T09:00Z
  detected: { at: 2026-10-06T09:20Z, confidence: estimated }
  declared: { confidence: unknown }
  mitigated: 2026-10-06T09:50Z
  impactEnd: 2026-10-06T10:00Z
  resolved: 2026-10-06T10:10Z
detection: { source: user-report, usersFirst: "yes", gap: No check looked at the date. }
impact:
  userFacing: "yes"
  users: { count: 1200, percent: 40, basis: Failed sign-ins in the logs. }
  data: none
  statement: Nobody could sign in.
factors:
  - { id: no-check, category: monitoring-gap, summary: No check., introduced: In 2024., whyUndetected: It renewed itself. }
mitigation: A new certificate by hand.
resolution: Renewal works again.
rollbackUsed: "no"
playbooks: [{ id: renew, verdict: partly }]
actions:
  - id: alert
    title: Warn before expiry
    kind: detect
    factors: [no-check]
    owner: ann
    due: 2026-11-20
    status: open
    statusReason: None.
    issue: https://git.example.org/site/issues/1
    evaluation: A test certificate warns.
noActionsReason: None.
surprises: [Nobody had the key.]
openQuestions: [Who renewed it before?]
related: [{ id: 2025-01-01-sign-in, relation: same-cause, note: The same check. }]
evidence:
  - { label: Log, url: "https://example.org/log", access: public }
  - { label: Chat, url: "https://intern.example.org/chat", access: restricted }
credits:
  - { person: ann, roles: [incident-commander], consent: public }
  - { person: bob, roles: [reporter], consent: handle }
charts: [{ id: fails, title: Failures, unit: "%", points: [{ label: before, value: 1 }] }]
tags: [tls]
---

## What happened

A certificate expired.
`;

function read(text: string): Postmortem {
  const { record, problems } = parsePostmortem({ file: "content/postmortems/2026-10-06-sign-in.mdx", text });
  if (!record || problems.some(({ code }) => code.startsWith("value-")))
    throw new Error(`No postmortem: ${JSON.stringify(problems)}`);
  return record;
}

function changed(from: string, to: string): Change[] {
  const after = FULL.replace(from, to);
  if (after === FULL) throw new Error(`There is no ${from}.`);
  return comparePostmortems(read(FULL), read(after), names);
}

/** `+` before what changes facts. */
function told(changes: readonly Change[]): string {
  return changes.map(({ text, material }) => `${material ? "+" : "-"} ${text}`).join("; ");
}

/** What stood there, what stands there then, and what is told of it; by the keys of the schema. */
const edits: Readonly<Record<string, readonly (readonly [from: string, to: string, words: string])[]>> = {
  title: [
    [
      "A certificate",
      "The certificate",
      '- title changed from "A certificate expired" to "The certificate expired"',
    ],
  ],
  summary: [
    [
      "an hour",
      "a day",
      '- summary changed from "Nobody could sign in for an hour." to "Nobody could sign in for a day."',
    ],
  ],
  incidents: [
    [
      "[2026-10-06-sign-in]",
      "[2026-10-07]",
      "+ reviewed incident 2026-10-06-sign-in removed; + reviewed incident 2026-10-07 added",
    ],
  ],
  status: [["in-review", "final", "+ status changed from in review to final"]],
  owner: [
    ["owner: ann", "owner: bob", "- owner changed from Ann Example to bob"],
    ["owner: ann", "owner: hidden", "- owner changed"],
  ],
  authors: [
    [
      "authors: [ann]",
      "authors: [eve, bob, mal]",
      "- author Ann Example removed; - authors somebody who is not named and bob added",
    ],
  ],
  reviews: [
    [
      "2026-10-12",
      "2026-10-13",
      "- independent review of 2026-10-12 by bob (Elsewhere) removed; - independent review of 2026-10-13 by bob (Elsewhere) added",
    ],
    [
      "org: Elsewhere, independent: true",
      "org: Nowhere",
      '- review of 2026-10-12: organisation changed from "Elsewhere" to "Nowhere"; - review of 2026-10-12: no longer independent',
    ],
  ],
  published: [["published: 2026-10-14T10:00Z\n", "", "+ time of publication removed"]],
  supersededBy: [
    [
      "another-report",
      "third-report",
      "+ report that replaces it changed from another-report to third-report",
    ],
  ],
  type: [
    ["type: certificate-expiry", "type: near-miss", "+ type changed from certificate expiry to near miss"],
  ],
  trigger: [["trigger: expiry", "trigger: unknown", "+ trigger changed from expiry to unknown"]],
  services: [
    ["services: [api]", "services: [web]", "+ affected service API removed; + affected service WEB added"],
  ],
  times: [
    [
      "impactStart: 2026-10-06T09:00Z",
      "impactStart: 2026-10-06T08:55Z",
      "+ begin of impact changed from 2026-10-06 09:00 UTC to 2026-10-06 08:55 UTC",
    ],
    [
      "confidence: estimated",
      "confidence: exact",
      "+ time of detection changed from 2026-10-06 09:20 UTC (estimated) to 2026-10-06 09:20 UTC",
    ],
    [
      "declared: { confidence: unknown }",
      "declared: 2026-10-06T09:30Z",
      "+ time of declaration changed from not known to 2026-10-06 09:30 UTC",
    ],
    ["  mitigated: 2026-10-06T09:50Z\n", "", "+ time of mitigation removed"],
    [
      "10:00Z\n  resolved: 2026-10-06T10:10Z",
      "10:05Z\n  resolved: 2026-10-06T10:15Z",
      "+ end of impact changed from 2026-10-06 10:00 UTC to 2026-10-06 10:05 UTC; + time of resolution changed from 2026-10-06 10:10 UTC to 2026-10-06 10:15 UTC",
    ],
  ],
  detection: [
    ["user-report", "luck", "+ way of detection changed from user report to luck"],
    ['usersFirst: "yes"', "usersFirst: unknown", "+ whether users noticed first changed from yes to unknown"],
    [
      "looked at the date",
      "looked",
      '- why it was not noticed earlier changed from "No check looked at the date." to "No check looked."',
    ],
  ],
  impact: [
    ['userFacing: "yes"', "userFacing: unknown", "+ whether users felt it changed from yes to unknown"],
    ["count: 1200", "count: 1300", "+ number of affected users changed from 1200 to 1300"],
    ["percent: 40", "percent: 50", "+ share of affected users changed from 40 to 50 %"],
    [
      "in the logs",
      "counted",
      '+ basis of the number of users changed from "Failed sign-ins in the logs." to "Failed sign-ins counted."',
    ],
    ["data: none", "data: exposed", "+ what became of data changed from none to exposed"],
    [
      "Nobody could sign in.\n",
      "Few could.\n",
      '+ statement of the impact changed from "Nobody could sign in." to "Few could."',
    ],
  ],
  factors: [
    [
      "id: no-check, category",
      "id: no-test, category",
      '+ factor "No check." (monitoring gap) removed; + factor "No check." (monitoring gap) added',
    ],
    [
      "category: monitoring-gap",
      "category: unknown",
      '+ factor "no-check": category changed from monitoring gap to unknown',
    ],
    [
      "summary: No check.",
      "summary: None.",
      '+ factor "no-check": summary changed from "No check." to "None."',
    ],
    [
      "In 2024.",
      "In 2023.",
      '+ factor "no-check": since when it was there changed from "In 2024." to "In 2023."',
    ],
    [
      "whyUndetected: It",
      "whyUndetected: That",
      '+ factor "no-check": why nobody saw it changed from "It renewed itself." to "That renewed itself."',
    ],
  ],
  mitigation: [
    [
      "by hand",
      "at once",
      '- mitigation changed from "A new certificate by hand." to "A new certificate at once."',
    ],
  ],
  resolution: [
    ["works again", "works", '- resolution changed from "Renewal works again." to "Renewal works."'],
  ],
  rollbackUsed: [
    [
      'rollbackUsed: "no"',
      "rollbackUsed: not-possible",
      "+ whether a change was taken back changed from no to not possible",
    ],
  ],
  playbooks: [
    ["verdict: partly", "verdict: outdated", "+ playbook renew: verdict changed from partly to outdated"],
    ["id: renew", "id: replace", "+ playbook renew (partly) removed; + playbook replace (partly) added"],
  ],
  actions: [
    [
      "id: alert",
      "id: warn",
      '+ action "Warn before expiry", due 2026-11-20, removed; + action "Warn before expiry", due 2026-11-20, added',
    ],
    [
      "title: Warn",
      "title: Tell",
      '+ action "alert": title changed from "Warn before expiry" to "Tell before expiry"',
    ],
    ["kind: detect", "kind: prevent", '+ action "alert": kind changed from detect to prevent'],
    ["factors: [no-check]", "factors: []", '+ action "alert": answered factor "no-check" removed'],
    ["    owner: ann", "    owner: bob", '+ action "alert": owner changed from Ann Example to bob'],
    ["due: 2026-11-20", "due: 2026-12-04", '+ action "alert": due day moved from 2026-11-20 to 2026-12-04'],
    [
      "due: 2026-11-20",
      "noDueReason: Nobody knows.",
      '+ action "alert": due day removed; + action "alert": why there is no due day set to "Nobody knows."',
    ],
    ["status: open", "status: in-progress", '+ action "alert": status changed from open to in progress'],
    [
      "statusReason: None.",
      "statusReason: Later.",
      '+ action "alert": reason of the status changed from "None." to "Later."',
    ],
    [
      "    status: open",
      "    done: 2026-11-19\n    status: open",
      '+ action "alert": day on which it was done set to 2026-11-19',
    ],
    [
      "issues/1",
      "issues/2",
      '+ action "alert": issue changed from https://git.example.org/site/issues/1 to https://git.example.org/site/issues/2',
    ],
    [
      "A test certificate",
      "A certificate",
      '+ action "alert": how to tell that it worked changed from "A test certificate warns." to "A certificate warns."',
    ],
  ],
  noActionsReason: [
    [
      "noActionsReason: None.",
      "noActionsReason: Nothing.",
      '+ why nothing is to be done changed from "None." to "Nothing."',
    ],
  ],
  surprises: [["[Nobody had the key.]", "[]", '- surprise "Nobody had the key." removed']],
  openQuestions: [
    [
      "[Who renewed it before?]",
      "[Why?]",
      '- open question "Who renewed it before?" removed; - open question "Why?" added',
    ],
  ],
  related: [
    [
      "relation: same-cause",
      "relation: follows",
      "- relation to 2025-01-01-sign-in: kind changed from same cause to follows",
    ],
    [
      "note: The same",
      "note: Another",
      '- relation to 2025-01-01-sign-in: note changed from "The same check." to "Another check."',
    ],
  ],
  evidence: [
    ["https://example.org/log", "https://example.org/log2", '- evidence "Log": address changed'],
    [
      'log", access: public',
      'log", access: restricted',
      '- evidence "Log": access changed from public to restricted',
    ],
    ["https://intern.example.org/chat", "https://intern.example.org/other", ""],
    [
      "label: Chat",
      "label: Talk",
      '- restricted evidence "Chat" removed; - restricted evidence "Talk" added',
    ],
  ],
  credits: [
    [
      "[incident-commander], consent: public",
      "[incident-commander], consent: handle",
      "- credit of ann: consent changed from public to handle",
    ],
    [
      "[reporter], consent: handle",
      "[reporter, helper], consent: handle",
      '- credit of bob: role "helper" added',
    ],
    [
      "consent: public }\n  - { person: bob",
      "consent: anonymous }\n  - { person: bob",
      "- credit of somebody who is not named: consent changed from public to anonymous",
    ],
    [
      "{ person: bob, roles: [reporter], consent: handle }",
      "{ org: Elsewhere, roles: [reporter], consent: anonymous }",
      "- credit of bob (reporter) removed; - credit of somebody who is not named (reporter) added",
    ],
  ],
  charts: [
    ["title: Failures", "title: Errors", '- chart "fails": title changed from "Failures" to "Errors"'],
    ['unit: "%"', "unit: errors", '+ chart "fails": unit changed from "%" to "errors"'],
    ["value: 1", "value: 2", '+ chart "fails": figures changed'],
  ],
  tags: [["[tls]", "[x509]", '- tag "tls" removed; - tag "x509" added']],
};

describe("What was changed in a postmortem", () => {
  test("has a case for every key of the schema", () => {
    expect(Object.keys(edits).sort()).toEqual(Object.keys(postmortemSchema.shape).sort());
  });

  test.each(
    Object.entries(edits).flatMap(([key, all]) => all.map(([from, to, words]) => ({ key, from, to, words }))),
  )("is told in words: $key, $from", ({ from, to, words }) => expect(told(changed(from, to))).toBe(words));

  test("is told of its text by the words themselves, but for white space", () => {
    expect(changed("A certificate expired.\n", "A  certificate\nexpired.\n")).toEqual([]);
    expect(changed("A certificate expired.\n", "It expired.\n")).toEqual([
      {
        text: "text changed",
        material: false,
        words: {
          before: expect.stringContaining("A certificate expired."),
          after: expect.stringContaining("It expired."),
        },
      },
    ]);
  });

  test("names the action and the new status for those who go by them", () => {
    expect(changed("in-review", "final")).toMatchObject([{ status: "final" }]);
    expect(changed("status: open", "status: done")).toMatchObject([{ action: "alert", status: "done" }]);
    expect(changed("id: alert", "id: warn").map(({ action }) => action)).toEqual([undefined, undefined]);
  });

  test("is nothing where nothing was", () => {
    expect(comparePostmortems(read(FULL), read(FULL), names)).toEqual([]);
  });
});
