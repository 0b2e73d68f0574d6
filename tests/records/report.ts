/** A report that is right on the site of `rightSite`, about its only incident: final, in MDX. */
export const rightReport = `---
title: Mail was late for an hour
summary: Mail was late for an hour, because a queue was full.
incidents: [2026-11-02-mail-delayed]
status: final
owner: alice
authors: [alice]
reviews: [{ by: bob, independent: true, on: 2026-11-05 }]
published: 2026-11-06T10:00Z
type: degradation
trigger: capacity-exhaustion
times:
  impactStart: 2026-11-02T08:00Z
  detected: 2026-11-02T08:05Z
  declared: 2026-11-02T08:10Z
  mitigated: { at: 2026-11-02T08:40Z, confidence: estimated }
  impactEnd: 2026-11-02T09:00Z
  resolved: 2026-11-02T09:10Z
detection: { source: user-report, usersFirst: "yes" }
impact: { userFacing: "yes", data: none, statement: Mail came up to an hour late. }
factors:
  - { id: queue-full, category: capacity, summary: The queue had room for ten minutes of mail. }
mitigation: Let the queue grow.
resolution: Everything that waited was sent.
actions:
  - id: larger-queue
    title: Give the queue room for a day
    kind: prevent
    factors: [queue-full]
    owner: bob
    due: 2026-12-01
---

## What happened

The queue was full.

## What went well

Nothing was lost.

## What did not go well

Nobody watched the queue.

## Where we got lucky

It was a quiet morning.
`;
