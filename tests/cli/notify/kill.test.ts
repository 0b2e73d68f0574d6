import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../site/build.ts";
import { dist } from "./dist.ts";
import { mailServer, receiver } from "./receiver.ts";
import { ledgerOf, type World, world } from "./world.ts";

/*
 * The bar: killed at any point and run again, no message is lost, and none is sent twice to a receiver that acknowledged
 * it. `kill -9` is what no program can prepare for at the time.
 */

const COUNT = 6;
const items = Array.from({ length: COUNT }, (_, index) => ({
  name: `i${index}`,
  at: `2026-11-20T10:0${index}:00Z`,
}));
const names = items.map(({ name }) => name);

/** Runs the real command in a process of its own. */
function start({ cwd, env }: World, ...argv: string[]): ChildProcess {
  return spawn(process.execPath, [join(projectRoot, "bin/daymark.js"), "notify", ...argv], {
    cwd,
    env: { PATH: process.env["PATH"], ...env },
    stdio: "ignore",
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("close", resolve));
}

/** Runs it until it ends well; each run is killed as `kill` wants. Returns the number of runs. */
async function untilDone(
  home: World,
  argv: readonly string[],
  arm: (child: ChildProcess) => void,
): Promise<number> {
  for (let runs = 1; runs < 60; runs++) {
    const child = start(home, ...argv);
    arm(child);
    if ((await ended(child)) === 0) return runs;
  }
  throw new Error("never done");
}

/** What the ledger says was acknowledged. */
function doneLines(home: World): readonly string[] {
  return readFileSync(ledgerOf(home), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; id: string; target: string })
    .flatMap(({ event, id, target }) => (event === "done" ? [`${target} ${id}`] : []));
}

describe("A webhook whose sender is killed", () => {
  const yaml = "webhook:\n  - id: hook\n    url: ${HOOK_URL}\n    secret: ${HOOK_SECRET}\n";

  test("before its answer gets each message with one key, and accepts each once", async () => {
    let child: ChildProcess | undefined;
    const accepted: string[] = [];
    const { url, requests } = await receiver((_response, request, number) => {
      // Every second request is answered to nobody: its sender is gone.
      if (number % 2 === 1) {
        child?.kill("SIGKILL");
        return true;
      }
      accepted.push(String(request.headers["idempotency-key"]));
      return false;
    });
    const home = world(yaml, { HOOK_URL: url, HOOK_SECRET: "s3cret" });
    const runs = await untilDone(home, [dist([]), dist(items)], (one) => {
      child = one;
    });
    expect(runs).toBeGreaterThan(COUNT);
    expect(accepted.length).toBe(COUNT);
    expect(new Set(accepted).size).toBe(COUNT);
    const order = requests.map(({ body }) => JSON.parse(body).update.record as string);
    expect([...new Set(order)]).toEqual(names);
    expect(doneLines(home).length).toBe(COUNT);
  });

  test("right after its answer gets no message with a second key", async () => {
    let child: ChildProcess | undefined;
    let kills = 0;
    const { url, requests } = await receiver((response) => {
      // Somewhere in the moment in which the acknowledgement is written down.
      const delay = Math.random() * 6;
      response.end("ok", () => {
        if (kills++ < 20) setTimeout(() => child?.kill("SIGKILL"), delay);
      });
      return true;
    });
    const home = world(yaml, { HOOK_URL: url, HOOK_SECRET: "s3cret" });
    await untilDone(home, [dist([]), dist(items)], (one) => {
      child = one;
    });
    const byKey = Map.groupBy(requests, ({ headers }) => String(headers["idempotency-key"]));
    expect(byKey.size).toBe(COUNT);
    for (const copies of byKey.values()) expect(new Set(copies.map(({ body }) => body)).size).toBe(1);
    expect(new Set(doneLines(home)).size).toBe(COUNT);
    expect(doneLines(home).length).toBe(COUNT);
  });
});

test("Slack and mail lose nothing when the sender is killed at any moment, even if the site was published since", async () => {
  const { port, mails } = await mailServer();
  const { url, requests } = await receiver();
  const home = world(
    `slack:\n  - { id: chat, url: "\${SLACK_URL}" }\nmail:\n  - { id: list, host: localhost, port: ${port}, security: none, from: s@example.org, to: [ann@example.org, ben@example.org] }\n`,
    { SLACK_URL: url },
  );
  const recent = dist(items);
  // Until the queue is on the disk nothing is published, so that step is repeated like any other.
  expect(await ended(start(home, "--queue", dist([]), recent))).toBe(0);
  let kills = 0;
  const runs = await untilDone(home, ["--pending"], (child) => {
    if (kills > 20) return;
    const timer = setTimeout(
      () => {
        kills++;
        child.kill("SIGKILL");
      },
      150 + Math.random() * 450,
    );
    child.once("close", () => clearTimeout(timer));
  });
  expect(runs).toBeGreaterThan(1);
  const titles = requests.map(({ body }) => JSON.parse(body).text as string);
  expect(new Set(titles).size).toBe(COUNT);
  // Twice only where it was killed between the answer and the next line of the ledger.
  expect(titles.length - COUNT).toBeLessThanOrEqual(kills);
  for (const address of ["ann@example.org", "ben@example.org"]) {
    const ids = mails
      .filter(({ to }) => to.includes(address))
      .map(({ source }) => /^Message-ID: (\S+)/m.exec(source)?.[1]);
    expect(new Set(ids).size).toBe(COUNT);
  }
  expect(doneLines(home).length).toBe(3 * COUNT);
});

test("A chat that acknowledged a message does not get it again when the sender is killed in the next one", async () => {
  let child: ChildProcess | undefined;
  const { url, requests } = await receiver((_response, _request, number) => {
    if (number === 2 || number === 4) {
      child?.kill("SIGKILL");
      return true;
    }
    return false;
  });
  const home = world('slack:\n  - { id: chat, url: "${SLACK_URL}" }\n', { SLACK_URL: url });
  await untilDone(home, [dist([]), dist(items)], (one) => {
    child = one;
  });
  const order = requests.map(({ body }) => /i\d/.exec(JSON.parse(body).text as string)?.[0]);
  expect(order).toEqual(["i0", "i1", "i1", "i2", "i2", "i3", "i4", "i5"]);
});
