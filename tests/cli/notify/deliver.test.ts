import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Courier } from "../../../src/cli/notify/courier.ts";
import { type Clock, deliver } from "../../../src/cli/notify/deliver.ts";
import { attempt } from "../../../src/cli/notify/http.ts";
import { type Ledger, openLedger } from "../../../src/cli/notify/ledger.ts";
import type { Outcome } from "../../../src/cli/notify/outcome.ts";
import type { Message } from "../../../src/notify/message.ts";
import { emptyFolder } from "../terminal.ts";
import { receiver } from "./receiver.ts";

const START = Date.parse("2026-11-21T02:00:00Z");

/** A clock that only moves when somebody waits. */
function stillClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = START;
  return {
    waits,
    now: () => now,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

function message(name: string, minute = 0): Message {
  const url = `https://status.example.org/incidents/${name}/#update`;
  return {
    id: url,
    url,
    title: name,
    text: "",
    html: "",
    published: START - 3_600_000 + minute * 60_000,
    modified: START,
    record: name,
    kind: "incident",
    status: "identified",
    services: [],
    site: { name: "Example", url: "https://status.example.org/" },
  };
}

/** A ledger in which messages wait for targets. */
function ledgerWith(messages: readonly Message[], ...targets: readonly string[]): Ledger {
  const ledger = openLedger(join(emptyFolder(), "ledger.jsonl"), "ledger.jsonl", () => START);
  onTestFinished(ledger.close);
  ledger.append(
    ...messages.map((one) => ({ event: "new" as const, id: one.id, targets: [...targets], message: one })),
  );
  return ledger;
}

/** A courier to which this happens, one after the other; done at the end. */
function courier(...outcomes: readonly Outcome[]): Courier & { readonly sent: string[] } {
  const sent: string[] = [];
  const left = [...outcomes];
  return {
    sent,
    batch: false,
    keyed: false,
    preview: () => "",
    send([first]) {
      sent.push(first?.record ?? "");
      return Promise.resolve(left.shift() ?? { kind: "done" });
    },
  };
}

async function run(ledger: Ledger, clock: Clock, couriers: Readonly<Record<string, Courier>>) {
  const told: string[] = [];
  const rounds = Object.entries(couriers).map(([label, one]) => ({
    label,
    courier: one,
    pending: ledger.pending().filter(({ target }) => target === label),
  }));
  const result = await deliver(rounds, ledger, clock, (text) => told.push(text));
  return { ...result, told };
}

const later = (reason: string, after?: number): Outcome => ({
  kind: "later",
  reason,
  ...(after !== undefined && { after }),
});

describe("What fails for now", () => {
  test("is tried four times, with growing pauses, and holds up what follows", async () => {
    const ledger = ledgerWith([message("a"), message("b", 1)], "x");
    const clock = stillClock();
    const x = courier(later("one"), later("two"), later("three"), later("four"));
    expect(await run(ledger, clock, { x })).toEqual({
      done: 0,
      refused: 0,
      failed: 2,
      told: [
        "wait    x: a: one; trying again in 1 s",
        "wait    x: a: two; trying again in 4 s",
        "wait    x: a: three; trying again in 16 s",
        "failed  x: a: four",
        "held    x: 1 more, which must not come before it",
      ],
    });
    expect(clock.waits).toEqual([1000, 4000, 16_000]);
    expect(x.sent).toEqual(["a", "a", "a", "a"]);
    expect(ledger.pending().map(({ message: { record }, tried }) => [record, tried])).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });

  test("waits as long as the receiver asks, up to two minutes", async () => {
    const clock = stillClock();
    const ledger = ledgerWith([message("a")], "x");
    const x = courier(later("busy", 90_000), later("busy", 500));
    expect((await run(ledger, clock, { x })).done).toBe(1);
    expect(clock.waits).toEqual([90_000, 4000]);

    const long = ledgerWith([message("a")], "y");
    expect((await run(long, clock, { y: courier(later("busy", 3_600_000)) })).told).toEqual([
      "failed  y: a: busy; it asks to wait for 3600 seconds",
    ]);
    expect(clock.waits.length).toBe(2);
  });
});

test("What is refused is not tried again, and does not hold up what follows", async () => {
  const ledger = ledgerWith([message("a"), message("b", 1)], "x");
  const x = courier({ kind: "refused", reason: "too long" });
  expect(await run(ledger, stillClock(), { x })).toEqual({
    done: 1,
    refused: 1,
    failed: 0,
    told: ["refused x: a: too long", "sent    x: b"],
  });
  expect(ledger.pending()).toEqual([]);
});

test("What an earlier run may have delivered is said where a receiver cannot tell a second copy", async () => {
  const ledger = ledgerWith([message("a")], "x");
  ledger.append({ event: "try", id: message("a").id, target: "x" });
  expect((await run(ledger, stillClock(), { x: courier() })).told).toEqual([
    "again   x: a. An earlier run may have delivered it just before it ended.",
    "sent    x: a",
  ]);
});

test("What was answered is known not to have arrived, unless an attempt before was not answered", async () => {
  const answered: Outcome = { kind: "later", reason: "busy", answered: true, after: 3_600_000 };
  const cases: readonly (readonly [readonly Outcome[], boolean])[] = [
    [[answered], false],
    [[{ kind: "broken", reason: "gone" }], false],
    [[later("no answer"), answered], true],
  ];
  for (const [outcomes, tried] of cases) {
    const ledger = ledgerWith([message("a")], "x");
    await run(ledger, stillClock(), { x: courier(...outcomes) });
    expect(ledger.pending().map((one) => one.tried)).toEqual([tried]);
  }
  const unsure = ledgerWith([message("a")], "x");
  unsure.append({ event: "try", id: message("a").id, target: "x" });
  const { told } = await run(unsure, stillClock(), { x: courier(answered) });
  expect(told[0]).toContain("again   x: a.");
  expect(unsure.pending()[0]?.tried).toBe(true);
});

test("Four targets are served at a time, each in order of time", async () => {
  const messages = [message("late", 9), message("early", 1), message("middle", 5)];
  const names = ["a", "b", "c", "d", "e", "f"];
  const ledger = ledgerWith(messages, ...names);
  let active = 0;
  let most = 0;
  const slow = (): Courier & { sent: string[] } => {
    const sent: string[] = [];
    return {
      ...courier(),
      sent,
      async send([first]) {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setTimeout(resolve, 5));
        active--;
        sent.push(first?.record ?? "");
        return { kind: "done" };
      },
    };
  };
  const couriers = Object.fromEntries(names.map((name) => [name, slow()]));
  expect((await run(ledger, stillClock(), couriers)).done).toBe(18);
  expect(most).toBe(4);
  for (const { sent } of Object.values(couriers)) expect(sent).toEqual(["early", "middle", "late"]);
  expect(ledger.pending()).toEqual([]);
});

describe("An answer over HTTP", () => {
  const post = (url: string) =>
    attempt({ method: "POST", url, headers: { "content-type": "application/json" }, body: "{}" }, START);
  const answered = async (status: number, body = "", headers: Record<string, string> = {}) => {
    const { url } = await receiver((response) => {
      response.writeHead(status, headers).end(body);
      return true;
    });
    return post(url);
  };

  test.each([
    [200, "done"],
    [204, "done"],
    [301, "broken"],
    [400, "refused"],
    [401, "broken"],
    [404, "broken"],
    [408, "later"],
    [410, "broken"],
    [413, "refused"],
    [429, "later"],
    [500, "later"],
    [503, "later"],
  ])("of status %i means %s", async (status, kind) => {
    expect((await answered(status)).kind).toBe(kind);
  });

  test("says how long to wait, in seconds, as a time, or as Matrix does", async () => {
    expect(await answered(429, "slow down", { "retry-after": "7" })).toEqual({
      kind: "later",
      reason: "answered with status 429",
      answered: true,
      after: 7000,
    });
    const date = new Date(START + 30_000).toUTCString();
    expect(await answered(503, "", { "retry-after": date })).toEqual({
      kind: "later",
      reason: "answered with status 503",
      answered: true,
      after: 30_000,
    });
    const body = '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}';
    expect(await answered(429, body)).toMatchObject({ after: 2500 });
  });

  test("that does not come is one for later", async () => {
    const { url } = await receiver((response) => {
      response.destroy();
      return true;
    });
    expect(await post(url)).toMatchObject({ kind: "later" });
    expect(await post("http://127.0.0.1:65535/")).toEqual({
      kind: "later",
      reason: "connect ECONNREFUSED 127.0.0.1:65535",
    });
  });

  test("that never ends is not waited for", async () => {
    const { url } = await receiver((response) => {
      response.writeHead(400);
      response.write("x".repeat(100_000));
      return true;
    });
    expect(await post(url)).toEqual({ kind: "refused", reason: "answered with status 400" });
  });

  test("is shown as the word of Slack or Matrix that it is, and else not at all", async () => {
    const reason = async (body: string): Promise<string> => {
      const outcome = await answered(404, body);
      return "reason" in outcome ? outcome.reason : "";
    };
    expect(await reason("channel_not_found")).toBe("answered with status 404: channel_not_found");
    expect(await reason('{"errcode":"M_FORBIDDEN","error":"not in room"}')).toBe(
      "answered with status 404: M_FORBIDDEN",
    );
    for (const body of [
      "Cannot POST /services/T0/B0/xyz",
      "xyz",
      "channel_not_found\u001b[2J",
      '"errcode":"M_x"',
    ]) {
      expect(await reason(body)).toBe("answered with status 404");
    }
  });

  test("without TLS where there should be one is told in one line, without names of files", async () => {
    const { url } = await receiver();
    expect(await post(url.replace("http:", "https:"))).toEqual({
      kind: "later",
      reason: "TLS: wrong version number",
    });
  });
});
