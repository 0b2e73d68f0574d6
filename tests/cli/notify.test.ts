import { createHmac } from "node:crypto";
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { signature } from "../../src/cli/notify/key.ts";
import { serve } from "../server.ts";
import { dist, distFiles } from "./notify/dist.ts";
import { mailServer, receiver } from "./notify/receiver.ts";
import { ledgerOf, world } from "./notify/world.ts";
import { daymark, site, write } from "./terminal.ts";

const HOOK = "webhook:\n  - id: hook\n    url: ${HOOK_URL}\n    secret: ${HOOK_SECRET}\n";
const SECRET = "whsec-4f1c";

const empty = (): string => dist([]);

describe("What is new", () => {
  test("is what the older feed does not have, archives included, oldest first", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const archives = { "2026-10": [{ name: "october", at: "2026-10-06T10:00:00Z" }] };
    const old = dist([{ name: "a", at: "2026-11-20T09:00:00Z" }], { archives });
    const recent = dist(
      [
        { name: "c", at: "2026-11-20T11:00:00Z" },
        { name: "b", at: "2026-11-20T10:00:00Z" },
        { name: "a", at: "2026-11-20T09:00:00Z" },
      ],
      { archives },
    );
    const session = await home.notify(old, recent);
    expect(session.transcript).toBe(
      [
        "! 2 new updates.",
        "! sent    hook (webhook): [Identified] b",
        "! sent    hook (webhook): [Identified] c",
        "2 messages delivered.",
        "exit 0",
        "",
      ].join("\n"),
    );
    expect(requests.map(({ body }) => JSON.parse(body).update.record)).toEqual(["b", "c"]);
  });

  test("is nothing between two builds that are the same", async () => {
    const home = world(HOOK, { HOOK_URL: "http://localhost:1", HOOK_SECRET: SECRET });
    const folder = dist([{ name: "a" }]);
    const session = await home.notify(folder, folder);
    expect(session.transcript).toBe("! 0 new updates.\nNothing to send.\nexit 0\n");
  });

  test("is told against a published site, by its address or that of its feed", async () => {
    const { url, requests } = await receiver();
    const archives = { "2026-10": [{ name: "old", at: "2026-10-06T10:00:00Z" }] };
    const published = await serve(dist([{ name: "a" }], { archives }), "/status");
    onTestFinished(() => published.close());
    for (const address of [`${published.url}/`, `${published.url}/feed.json`]) {
      const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
      const recent = dist([{ name: "b", at: "2026-11-20T12:00:00Z" }, { name: "a" }], { archives });
      expect((await home.notify(address, recent)).code).toBe(0);
    }
    expect(requests.map(({ body }) => JSON.parse(body).update.record)).toEqual(["b", "b"]);
    expect(published.requests).toContain("/status/feed/2026-10.json");
  });

  test("is not sent when it is older than --max-age, which is said", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const archives = {
      "2026-10": Array.from({ length: 300 }, (_, index) => ({
        name: `i${index}`,
        at: "2026-10-06T10:00:00Z",
      })),
    };
    const session = await home.notify(empty(), dist([{ name: "a" }], { archives }));
    expect(session.err).toBe(
      "1 new update.\nNot sent, because published before 2026-11-14T02:00:00.000Z (--max-age): 300 updates.\nsent    hook (webhook): [Identified] a\n",
    );
    expect(requests.length).toBe(1);
  });

  test("is not sent at all when it is more than --limit", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const many = dist(Array.from({ length: 21 }, (_, index) => ({ name: `i${index}` })));
    const refused = await home.notify(empty(), many);
    expect(refused.transcript).toBe(
      "! daymark notify: 21 updates would be sent, and the limit is 20. If that is right, add --limit 21; --dry-run shows them. To send the newest alone, add --max-age 1h, say.\n! daymark notify --help tells how it is used.\nexit 2\n",
    );
    expect(requests.length).toBe(0);
    expect((await home.notify(empty(), many, "--limit", "21")).code).toBe(0);
    expect(requests.length).toBe(21);
  });

  test("goes to those whose filter it passes", async () => {
    const { url, requests } = await receiver();
    const filters = {
      services: "{ services: [api] }",
      groups: "{ groups: [all] }",
      kinds: "{ kinds: [maintenance] }",
      severity: "{ severity: major }",
    };
    const entries = Object.entries(filters).map(
      ([id, filter]) =>
        `  - { id: ${id}, url: "${url}/${id}", secret: "\${HOOK_SECRET}", filter: ${filter} }\n`,
    );
    const home = world(`webhook:\n${entries.join("")}`, { HOOK_SECRET: SECRET });
    write(home.cwd, {
      "content/site.yaml":
        "name: A\nurl: https://status.example.org\ngroups: [{ id: all, name: All }, { id: rest, name: R }]\n",
      "content/services/api.md": "---\nname: API\ngroup: rest\n---\n",
      "content/services/web.md": "---\nname: Web\ngroup: all\n---\n",
    });
    const session = await home.notify(
      empty(),
      dist([
        { name: "minor-api", severity: "minor", services: ["api"] },
        { name: "critical-web", severity: "critical", services: ["web"] },
        { name: "planned", severity: null, kind: "maintenance", services: [] },
        { name: "word", severity: null, kind: "notice", services: [] },
      ]),
    );
    expect(session.code, session.err).toBe(0);
    expect(session.err).toContain("Wanted by nobody: 1 update.");
    const got = requests.map(({ path, body }) => `${path} ${JSON.parse(body).update.record}`);
    expect(got.sort()).toEqual([
      "/groups critical-web",
      "/kinds planned",
      "/services minor-api",
      "/severity critical-web",
    ]);
  });

  test("is not told between two sites, or without a feed", async () => {
    const home = world(HOOK, { HOOK_URL: "http://localhost:1", HOOK_SECRET: SECRET });
    const moved = dist([{ name: "a" }], { home: "https://preview.example.org/" });
    expect((await home.notify(dist([{ name: "a" }]), moved)).err.split("\n")[0]).toBe(
      "daymark notify: these are two sites: the older one is https://status.example.org/, the newer one https://preview.example.org/. Everything would count as new. After a move of the site, compare two builds with the new address.",
    );
    write(home.cwd, { "older/index.html": "<p>" });
    expect((await home.notify("older", moved)).err.split("\n")[0]).toBe(
      "daymark notify: feed.json of older is not there. Give a site that this version of Daymark built, or build it again.",
    );
    write(home.cwd, { "html/feed.json": "<!doctype html>" });
    expect((await home.notify("html", moved)).err).toContain(
      "feed.json of html is no JSON; what is there may not be a Daymark site yet.",
    );
    const { "feed/2026-10.json": _, ...cut } = distFiles([], { archives: { "2026-10": [] } });
    write(home.cwd, Object.fromEntries(Object.entries(cut).map(([path, text]) => [`cut/${path}`, text])));
    expect((await home.notify("cut", "cut")).err.split("\n")[0]).toBe(
      "daymark notify: feed/2026-10.json of cut is not there. Without it, what is new cannot be told. Publish or build the whole site again.",
    );
    const polled = JSON.parse(cut["feed.json"] ?? "");
    write(home.cwd, { "cut/feed.json": JSON.stringify({ ...polled, next_url: "../../etc/passwd" }) });
    expect((await home.notify("cut", "cut")).err).toContain(
      "../../etc/passwd of cut is not there (it is no archive of Daymark).",
    );
  });
});

describe("The ledger", () => {
  test("keeps what was sent from being sent again, and a new receiver from what was before it", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const old = empty();
    const first = dist([{ name: "a" }]);
    await home.notify(old, first);
    write(home.cwd, {
      "daymark.notify.yaml": `${HOOK}slack:\n  - { id: chat, url: "\${HOOK_URL}" }\n`,
    });
    const again = await home.notify(old, first);
    expect(again.transcript).toBe("! 0 new updates.\nNothing to send.\nexit 0\n");
    await home.notify(old, dist([{ name: "b", at: "2026-11-20T12:00:00Z" }, { name: "a" }]));
    expect(
      requests.map(({ body }) => (body.includes("blocks") ? "chat" : JSON.parse(body).update.record)),
    ).toEqual(expect.arrayContaining(["a", "b", "chat"]));
    expect(requests.length).toBe(3);
  });

  test("holds what could not be delivered until the next run, whatever was published since", async () => {
    let down = true;
    const { url, requests } = await receiver((response) => {
      if (!down) return false;
      response.writeHead(403).end("no");
      return true;
    });
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const recent = dist([{ name: "b", at: "2026-11-20T12:00:00Z" }, { name: "a" }]);
    const failed = await home.notify(empty(), recent);
    expect(failed.transcript).toBe(
      [
        "! 2 new updates.",
        "! failed  hook (webhook): [Identified] a: answered with status 403",
        "! held    hook (webhook): 1 more, which must not come before it",
        "0 messages delivered, 2 not. Send the rest with daymark notify --pending.",
        "exit 1",
        "",
      ].join("\n"),
    );
    down = false;
    // By now, the newer build is what is published.
    expect((await home.notify(recent, recent)).transcript).toContain("2 messages delivered.\nexit 0");
    expect(requests.map(({ body }) => JSON.parse(body).update.record)).toEqual(["a", "a", "b"]);
    const keys = requests.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(2);
  });

  test("can be written before and sent after a site is published", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    expect((await home.notify("--pending")).err.split("\n")[0]).toBe(
      "daymark notify: there is no ledger .daymark/notify.jsonl, so what is pending is not known. Give OLD and NEW, or restore the file.",
    );
    const queued = await home.notify("--queue", empty(), dist([{ name: "a" }]));
    expect(queued.transcript).toBe(
      "! 1 new update.\n1 message to be sent. Send with daymark notify --pending.\nexit 0\n",
    );
    expect(requests.length).toBe(0);
    expect((await home.notify("--pending")).transcript).toBe(
      "! sent    hook (webhook): [Identified] a\n1 message delivered.\nexit 0\n",
    );
    expect((await home.notify("--pending")).transcript).toBe("Nothing to send.\nexit 0\n");
    const later = await home.notify("--queue", empty(), dist([{ name: "b" }]));
    expect(later.code).toBe(0);
    expect((await home.notify("--pending", "--now", "2026-11-29T00:00Z")).transcript).toBe(
      "! Given up, because not delivered in time (--max-age): 1 message.\nNothing to send.\nexit 1\n",
    );
    // Told once.
    expect((await home.notify("--pending", "--now", "2026-11-29T00:00Z")).transcript).toBe(
      "Nothing to send.\nexit 0\n",
    );
  });

  test("gives nothing to a receiver that is no longer named", async () => {
    const home = world(HOOK, { HOOK_URL: "http://localhost:1", HOOK_SECRET: SECRET });
    write(home.cwd, { "few.yaml": HOOK.replace("id: hook", "id: other") });
    await home.notify("--queue", empty(), dist([{ name: "a" }]));
    expect((await home.notify("--pending", "--config", "few.yaml")).err).toBe(
      "1 message for receivers that few.yaml no longer names will not be sent.\n",
    );
  });

  test("may end in the middle of a line, and nowhere else be broken", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const recent = dist([{ name: "a" }]);
    await home.notify(empty(), recent);
    const whole = readFileSync(ledgerOf(home), "utf8");
    expect(
      whole
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).event),
    ).toEqual(["new", "run", "try", "done"]);
    for (let size = whole.length; size >= 0; size -= 7) {
      writeFileSync(ledgerOf(home), whole);
      truncateSync(ledgerOf(home), size);
      expect((await home.notify(empty(), recent)).code).toBe(0);
      const lines = readFileSync(ledgerOf(home), "utf8").trim().split("\n");
      expect(lines.map((line) => JSON.parse(line).event).filter((event) => event === "done").length).toBe(1);
    }
    expect(new Set(requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    writeFileSync(ledgerOf(home), `nonsense\n${whole}`);
    expect((await home.notify(empty(), recent)).transcript).toContain(
      "! daymark notify: line 1 of .daymark/notify.jsonl is none that Daymark wrote",
    );
  });

  test("is used by one process at a time; a lock of one that is gone is taken over", async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { url, requests } = await receiver(async () => {
      await gate;
      return false;
    });
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const recent = dist([{ name: "a" }]);
    const first = home.notify(empty(), recent);
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = await home.notify(empty(), recent);
    expect(second.err.split("\n")[0]).toBe(
      `daymark notify: another daymark (process ${process.pid}) is sending with this ledger, as .daymark/.notify.jsonl.lock says. Wait until it is done, or delete that file if none is.`,
    );
    expect(second.code).toBe(2);
    go();
    expect((await first).code).toBe(0);
    expect(existsSync(join(home.cwd, ".daymark/.notify.jsonl.lock"))).toBe(false);
    write(home.cwd, { ".daymark/.notify.jsonl.lock": "999999999" });
    expect((await home.notify(empty(), recent)).code).toBe(0);
    expect(requests.length).toBe(1);
  });
});

describe("A build that could not be compared", () => {
  const hook = (url: string) => world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
  const a = { name: "a", at: "2026-11-20T09:00:00Z" };
  const b = { name: "b", at: "2026-11-20T10:00:00Z" };
  const c = { name: "c", at: "2026-11-20T11:00:00Z" };
  const told = (requests: readonly { readonly body: string }[]): readonly string[] =>
    requests.map(({ body }) => JSON.parse(body).update.record);

  test("is made up for by the next one, and told of until then", async () => {
    const { url, requests } = await receiver();
    const down = await receiver((response) => {
      response.writeHead(403).end();
      return true;
    });
    const home = hook(url);
    const [first, second, third] = [dist([a]), dist([b, a]), dist([c, b, a])];
    expect((await home.notify("--queue", first, first)).code).toBe(0);
    // The page is published all the same.
    expect((await home.notify("--queue", `${down.url}/`, second)).code).toBe(2);
    const pending = await home.notify("--pending");
    expect(pending.transcript).toMatch(
      /^Nothing to send\.\n! What was new at \S+Z was not written down, because daymark notify --queue failed\. The next run that compares two builds makes up for it\.\nexit 1\n$/,
    );
    expect((await home.notify("--queue", second, third)).transcript).toContain("! 2 new updates.\n");
    expect((await home.notify("--pending")).code).toBe(0);
    expect(told(requests)).toEqual(["b", "c"]);
    expect((await home.notify(second, third)).out).toBe("Nothing to send.\n");
  });

  test("is remembered too where a variable is missing, or too much is new", async () => {
    const { url, requests } = await receiver();
    const home = hook(url);
    const [first, second] = [dist([a]), dist([b, a])];
    expect((await home.notify("--queue", first, first)).code).toBe(0);
    const { code } = await daymark({ cwd: home.cwd, env: {} }, "notify", "--queue", first, second);
    expect(code).toBe(2);
    expect((await home.notify("--pending")).code).toBe(1);
    expect((await home.notify("--queue", "--limit", "0", second, second)).code).toBe(2);
    expect((await home.notify(second, second)).out).toBe("1 message delivered.\n");
    expect(told(requests)).toEqual(["b"]);
  });

  test("because another process is sending is remembered, too", async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { url, requests } = await receiver(async () => {
      await gate;
      return false;
    });
    const home = hook(url);
    const [first, second, third] = [dist([a]), dist([b, a]), dist([c, b, a])];
    expect((await home.notify("--queue", first, second)).code).toBe(0);
    const sending = home.notify("--pending");
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await home.notify("--queue", second, third)).code).toBe(2);
    go();
    await sending;
    expect((await home.notify("--pending")).code).toBe(1);
    expect((await home.notify(third, third)).out).toBe("1 message delivered.\n");
    expect(told(requests)).toEqual(["b", "c"]);
  });

  test("after an older Daymark, which did not write down what it had seen, is made up for from the older one alone", async () => {
    const { url, requests } = await receiver();
    const home = hook(url);
    const at = "2026-11-20T09:30:00.000Z";
    write(home.cwd, {
      ".daymark/notify.jsonl": [
        '{"event":"run","feeds":[],"at":"',
        at,
        '"}\n{"event":"unqueued","at":"',
        at,
        '"}\n',
      ].join(""),
    });
    expect((await home.notify(dist([b, a]), dist([c, b, a]))).out).toBe("1 message delivered.\n");
    expect(told(requests)).toEqual(["c"]);
  });

  test("before any was compared is only told of: what the older one had is not known", async () => {
    const { url, requests } = await receiver();
    const home = hook(url);
    expect((await home.notify("--queue", "nowhere", dist([a]))).code).toBe(2);
    expect((await home.notify("--pending")).err).toContain("No builds were compared before that");
    expect((await home.notify(dist([a]), dist([b, a]))).out).toBe("1 message delivered.\n");
    expect(told(requests)).toEqual(["b"]);
  });

  test("is none where the published site has no feed yet: nobody is told, once", async () => {
    const { url, requests } = await receiver();
    const bare = await receiver((response) => {
      response.writeHead(404).end();
      return true;
    });
    const home = hook(url);
    const first = dist([a]);
    expect((await home.notify("--queue", `${bare.url}/`, first)).transcript).toBe(
      "! OLD has no feed yet, so that nothing is new: nobody is told.\n0 messages to be sent. Send with daymark notify --pending.\nexit 0\n",
    );
    expect((await home.notify("--pending")).transcript).toBe("Nothing to send.\nexit 0\n");
    const again = await home.notify("--queue", `${bare.url}/`, first);
    expect(again.transcript).toContain(
      "OLD has no feed.json, though builds of this site were compared before.",
    );
    expect(again.code).toBe(2);
    expect(requests).toEqual([]);
  });
});

test("The ledger of another site is refused, and so is what is none", async () => {
  const home = world(HOOK, { HOOK_URL: "http://localhost:1", HOOK_SECRET: SECRET });
  await home.notify(empty(), empty());
  const other = dist([], { home: "https://other.example.org/" });
  expect((await home.notify(other, other)).err.split("\n")[0]).toBe(
    "daymark notify: the ledger .daymark/notify.jsonl is that of https://status.example.org/, and NEW is https://other.example.org/. Name another file with --ledger.",
  );
  for (const text of ["nonsense", '{"other":']) {
    writeFileSync(ledgerOf(home), text);
    expect((await home.notify(empty(), empty())).err).toContain("line 1 of .daymark/notify.jsonl is none");
    expect(readFileSync(ledgerOf(home), "utf8")).toBe(text);
  }
});

describe("A webhook", () => {
  test("is signed with HMAC-SHA256 over time and body, as the documentation's vector says", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    await home.notify(empty(), dist([{ name: "a" }]));
    const [request] = requests;
    const header = String(request?.headers["daymark-signature"]);
    const [, seconds, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
    expect(digest).toBe(createHmac("sha256", SECRET).update(`${seconds}.${request?.body}`).digest("hex"));
    const vector = signature("whsec_test", 1_763_692_800, '{"version":1}');
    expect(vector).toBe(
      `t=1763692800,v1=${createHmac("sha256", "whsec_test").update('1763692800.{"version":1}').digest("hex")}`,
    );
    expect(readFileSync(join(import.meta.dirname, "../../docs/notifying.md"), "utf8")).toContain(vector);
  });

  test("says everything of the update", async () => {
    const { url, requests } = await receiver();
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    await home.notify(empty(), dist([{ name: "a", text: "It is <slow>." }]));
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      version: 1,
      event: "update.published",
      site: { name: "Example status", url: "https://status.example.org/" },
      update: {
        id: "https://status.example.org/incidents/a/#update",
        url: "https://status.example.org/incidents/a/#update",
        title: "[Identified] a",
        text: "It is <slow>.",
        html: "<p>It is &lt;slow>.</p>",
        published: "2026-11-20T10:42:00.000Z",
        modified: "2026-11-20T10:42:00.000Z",
        record: "a",
        kind: "incident",
        status: "identified",
        severity: "major",
        services: ["api"],
      },
    });
  });

  test("does not follow a redirect, and does not repeat a secret that its receiver repeats", async () => {
    const other = await receiver();
    const { url } = await receiver((response) => {
      response.writeHead(307, { location: other.url }).end(`moved, ${SECRET}`);
      return true;
    });
    const home = world(HOOK, { HOOK_URL: url, HOOK_SECRET: SECRET });
    const session = await home.notify(empty(), dist([{ name: "a" }]));
    expect(session.code).toBe(1);
    expect(session.err).toContain(
      "answered with status 307, a redirect, which is not followed. Give the address that it leads to",
    );
    expect(session.err).not.toContain(SECRET);
    expect(other.requests.length).toBe(0);
  });
});

test("A chat's answer gives away no part of its address, and what it refused is not sent again", async () => {
  const { url, requests } = await receiver((response, request, number) => {
    response
      .writeHead(number === 1 ? 404 : 400)
      .end(number === 1 ? `Cannot POST ${request.path}` : "invalid_blocks");
    return true;
  });
  const home = world('slack:\n  - { id: chat, url: "${SLACK_URL}" }\n', {
    SLACK_URL: `${url}/services/T0/B0/XX`,
  });
  const recent = dist([{ name: "a" }]);
  const first = await home.notify(empty(), recent);
  expect(first.err).toContain("failed  chat (slack): [Identified] a: answered with status 404\n");
  const second = await home.notify(empty(), recent);
  expect(second.err).toBe(
    "0 new updates.\nrefused chat (slack): [Identified] a: answered with status 400: invalid_blocks\n",
  );
  expect(second.out).toBe("0 messages delivered, 1 refused, which will not be sent again.\n");
  expect(second.code).toBe(1);
  expect((await home.notify(empty(), recent)).transcript).toBe(
    "! 0 new updates.\nNothing to send.\nexit 0\n",
  );
  expect(requests.length).toBe(2);
});

describe("Mail", () => {
  const yaml = (port: number, to: string): string =>
    `mail:\n  - id: list\n    host: localhost\n    port: ${port}\n    security: none\n    from: Example status <status@example.org>\n    to: ${to}\n    unsubscribe: https://example.org/leave\n`;

  test("goes to each address by itself, so that one that is refused stops nobody else", async () => {
    const { port, mails } = await mailServer({
      recipient: (address) => {
        if (address.startsWith("gone")) throw Object.assign(new Error("no such user"), { responseCode: 550 });
      },
    });
    const home = world(yaml(port, '[ann@example.org, gone@example.org, "Ben <ben@example.org>"]'));
    const session = await home.notify(
      empty(),
      dist([
        { name: "b", at: "2026-11-20T12:00:00Z" },
        { name: "a", text: "Line one.\n\n.Line two — ünïcode." },
      ]),
    );
    expect(session.code).toBe(1);
    expect(session.out).toBe("4 messages delivered, 2 refused, which will not be sent again.\n");
    expect((await home.notify("--pending")).transcript).toBe("Nothing to send.\nexit 0\n");
    expect(session.err).toContain("550 no such user");
    expect(mails.map(({ to }) => to.join()).sort()).toEqual([
      "ann@example.org",
      "ann@example.org",
      "ben@example.org",
      "ben@example.org",
    ]);
    const [mail] = mails.filter(({ source }) => source.includes("[Identified] a"));
    const head = mail?.source.split("\r\n\r\n")[0] ?? "";
    for (const line of [
      "From: Example status <status@example.org>",
      "Subject: [Identified] a",
      "List-ID: <updates.status.example.org>",
      "List-Unsubscribe: <https://example.org/leave>",
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
    ]) {
      expect(head.replace(/\r\n\s+/g, " ").split("\r\n")).toContain(line);
    }
    expect(head).toMatch(/^Message-ID: <[0-9a-f]{32}@status\.example\.org>$/m);
    expect(mail?.source).toContain("text/plain");
    expect(mail?.source).toContain("text/html");
  });

  test("cannot be made to have another header or another recipient by a hostile title", async () => {
    const { port, mails } = await mailServer();
    const home = world(yaml(port, "[ann@example.org]"));
    await home.notify(
      empty(),
      dist([{ name: "a", title: "x\r\nBcc: evil@example.org\r\n\r\n<script>\u2028alert(1)\u0000\u202e" }]),
    );
    expect(mails.map(({ to }) => to)).toEqual([["ann@example.org"]]);
    const head = mails[0]?.source.split("\r\n\r\n")[0] ?? "";
    expect(head).not.toMatch(/^Bcc/im);
    expect(head).toMatch(/^Subject: x Bcc: evil@example\.org <script> alert\(1\)$/m);
    expect(mails[0]?.source).not.toContain("<script>alert");
  });

  test("logs in where it must, and never prints the password", async () => {
    const { port, mails } = await mailServer({
      login: (user, password) => user === "me" && password === "pass word ü",
    });
    const login = `${yaml(port, "[ann@example.org]")}    user: me\n    password: \${SMTP_PASSWORD}\n`;
    const wrong = await world(login, { SMTP_PASSWORD: "hunter22" }).notify(empty(), dist([{ name: "a" }]));
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("failed  list (mail to ann@example.org): [Identified] a: Invalid login: 535");
    expect(wrong.transcript).not.toContain("hunter22");
    expect(mails).toEqual([]);
    const right = world(login, { SMTP_PASSWORD: "pass word ü" });
    expect((await right.notify(empty(), dist([{ name: "a" }]))).code).toBe(0);
    expect(mails.length).toBe(1);
  });

  test("to an address that is a secret is told by the name of the variable", async () => {
    const { port } = await mailServer({
      recipient: (address) => {
        throw Object.assign(new Error(`no such user ${address.toLowerCase()}`), { responseCode: 550 });
      },
    });
    const home = world(yaml(port, '["${MAIL_TO}"]'), { MAIL_TO: "Zoe Doe <Zoe@example.org>" });
    const session = await home.notify(empty(), dist([{ name: "a" }]));
    expect(session.err).toContain(
      "refused list (mail to ${MAIL_TO}): [Identified] a: Can't send mail - all recipients were rejected: 550 no such user ${MAIL_TO}\n",
    );
    expect(session.transcript).not.toMatch(/zoe/i);
  });

  test("from a sender that the server does not take is kept for when it does", async () => {
    const { port } = await mailServer({
      sender: () => {
        throw Object.assign(new Error("not yours"), { responseCode: 550 });
      },
    });
    const home = world(yaml(port, "[ann@example.org]"));
    expect((await home.notify(empty(), dist([{ name: "a" }]))).out).toContain("1 not. Send the rest");
  });

  test("is not sent to a server that does not encrypt", async () => {
    const { port, mails } = await mailServer();
    const home = world(yaml(port, "[ann@example.org]").replace("security: none", "security: starttls"));
    const session = await home.notify(empty(), dist([{ name: "a" }]));
    expect(session.code).toBe(1);
    expect(mails).toEqual([]);
  });
});

describe("Other receivers", () => {
  test("Matrix gets the same transaction for the same message", async () => {
    const { url, requests } = await receiver();
    const yaml = `matrix:\n  - { id: room, homeserver: "${url}", room: "!a b:example.org", token: "\${TOKEN}" }\n`;
    for (const home of [world(yaml, { TOKEN: "syt_abc" }), world(yaml, { TOKEN: "syt_abc" })]) {
      expect((await home.notify(empty(), dist([{ name: "a" }]))).code).toBe(0);
    }
    expect(requests.map(({ method }) => method)).toEqual(["PUT", "PUT"]);
    expect(requests[0]?.path).toMatch(
      /^\/_matrix\/client\/v3\/rooms\/!a%20b%3Aexample\.org\/send\/m\.room\.message\/[0-9a-f]{32}$/,
    );
    expect(requests[1]?.path).toBe(requests[0]?.path);
    expect(requests[0]?.headers.authorization).toBe("Bearer syt_abc");
  });

  test("Discord is asked to answer when it has the message; Mattermost gets it as Markdown", async () => {
    const { url, requests } = await receiver();
    const home = world(
      'discord:\n  - { id: a, url: "${A_URL}" }\n  - { id: b, url: "${B_URL}" }\nmattermost:\n  - { id: c, url: "${C_URL}" }\n',
      { A_URL: `${url}/a`, B_URL: `${url}/b?thread_id=1`, C_URL: `${url}/c` },
    );
    expect((await home.notify(empty(), dist([{ name: "x" }]))).code).toBe(0);
    const sorted = requests.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    expect(sorted.map(({ path }) => path)).toEqual(["/a?wait=true", "/b?thread_id=1&wait=true", "/c"]);
    expect(sorted.map(({ body }) => Object.keys(JSON.parse(body)))).toEqual([
      ["allowed_mentions", "embeds"],
      ["allowed_mentions", "embeds"],
      ["text"],
    ]);
  });

  test("a WebSub hub is told once of each feed, however much is new", async () => {
    const { url, requests } = await receiver();
    const home = world(`websub:\n  - { id: hub, hub: "${url}/" }\n`);
    const recent = dist([{ name: "a" }, { name: "b" }], { hub: `${url}/` });
    const session = await home.notify("--limit", "1", empty(), recent);
    expect(session.transcript).toBe(
      "! 2 new updates.\n! sent    hub (websub): changed feeds\n1 message delivered.\nexit 0\n",
    );
    expect(requests.map(({ body }) => body)).toEqual(
      ["feed.json", "feed.rss"].map((path) => {
        const address = encodeURIComponent(`https://status.example.org/${path}`);
        return `hub.mode=publish&hub.url=${address}&hub.topic=${address}`;
      }),
    );
    expect((await home.notify(empty(), recent)).out).toBe("Nothing to send.\n");
    expect(requests.length).toBe(2);
    // A corrected text is no new message, and a change of the feeds.
    const corrected = dist([{ name: "a" }, { name: "b", text: "Better." }], {
      hub: `${url}/`,
      builtAt: "2026-11-21T03:00:00Z",
    });
    expect((await home.notify(recent, corrected)).transcript).toBe(
      "! 0 new updates.\n! sent    hub (websub): changed feeds\n1 message delivered.\nexit 0\n",
    );
    expect(requests.length).toBe(4);
  });
});

test("A hub that only the feeds name, or only the file, is told of", async () => {
  const { url } = await receiver();
  const hub = "https://hub.example.org/";
  const first = async (yaml: string, named?: string): Promise<string | undefined> => {
    const session = await world(yaml, { HOOK_URL: url, HOOK_SECRET: SECRET }).notify(
      "--queue",
      empty(),
      dist([], named === undefined ? {} : { hub: named }),
    );
    return session.err.split("\n")[0];
  };
  const websub = `websub:\n  - { id: hub, hub: "${hub}" }\n`;
  const unheard =
    "The feeds name the hub https://other.example.org/, and nobody tells it, so that its subscribers hear nothing. Add it to daymark.notify.yaml under websub, or remove feeds.hub from content/site.yaml.";
  expect(await first(HOOK, "https://other.example.org/")).toBe(unheard);
  expect(await first(websub, "https://other.example.org/")).toBe(unheard);
  expect(await first(websub)).toBe(
    "The hub https://hub.example.org/ is told, and the feeds do not name it, so that nobody can subscribe there. Write it into content/site.yaml, as feeds.hub.",
  );
  expect(await first(websub, "https://hub.example.org")).toBe("0 new updates.");
  const topics = `websub:\n  - { id: hub, hub: "${hub}", topics: ["https://status.example.org/actions.json"] }\n`;
  expect(await first(topics)).toBe("0 new updates.");
});

describe("A dry run", () => {
  test("prints every message, no secret, and changes nothing", async () => {
    const home = world(
      [
        HOOK,
        'slack:\n  - { id: chat, url: "${SLACK_URL}" }\n',
        'matrix:\n  - { id: room, homeserver: "https://m.example.org", room: "!a:b", token: "${TOKEN}" }\n',
        "mail:\n  - { id: list, host: smtp.example.org, from: s@example.org, replyTo: help@example.org, to: [ann@example.org], unsubscribe: 'mailto:leave@example.org' }\n",
        'websub:\n  - { id: hub, hub: "https://hub.example.org/" }\n',
      ].join(""),
      { HOOK_SECRET: SECRET, SLACK_URL: "https://hooks.slack.com/services/T0/B0/xyz" },
    );
    const recent = dist([{ name: "a" }], { hub: "https://hub.example.org" });
    const session = await home.notify("--dry-run", empty(), recent);
    expect(session.code, session.err).toBe(0);
    expect(session.err).toBe("1 new update.\n5 messages would be sent. Nothing was sent or written down.\n");
    for (const text of [
      "--- hook (webhook)\nPOST ${HOOK_URL}\n",
      "(HMAC-SHA256 with ${HOOK_SECRET})",
      "--- chat (slack)\nPOST ${SLACK_URL}\n",
      "authorization: Bearer ${TOKEN}",
      "--- list (mail to ann@example.org)\nSMTP smtp.example.org:587 (starttls)\nFrom: s@example.org\nTo: ann@example.org\nReply-To: help@example.org\n",
      "\nIn-Reply-To: <",
      "\nReferences: <",
      "\nList-Unsubscribe: <mailto:leave@example.org>\n",
      "\n(and the same as HTML, ",
      "--- hub (websub)\nPOST https://hub.example.org/\n",
    ]) {
      expect(session.out).toContain(text);
    }
    expect(session.out).not.toContain(SECRET);
    expect(session.out).not.toContain("/T0/B0/");
    expect(existsSync(join(home.cwd, ".daymark"))).toBe(false);
  });
});

describe("daymark.notify.yaml", () => {
  test("is told its mistakes with line and mend, and no secret is repeated", async () => {
    const cwd = site({
      "daymark.notify.yaml": [
        "slack:",
        "  - id: chat",
        "    url: https://hooks.slack.com/services/T0/B0/xyz",
        "  - id: chat2",
        "    uri: x",
        "webhook:",
        "  - id: hook",
        "    url: http://example.org/",
        "    secret: ${UNSET}",
        "mail:",
        "  - id: list",
        "    host: smtp.example.org",
        "    security: none",
        "    from: status",
        "    to: []",
        "    user: me",
        "",
      ].join("\n"),
    });
    const session = await daymark({ cwd }, "notify", "a", "b");
    expect(session.code).toBe(2);
    expect(session.err).not.toContain("xyz");
    const heads = session.err.split("\n").filter((line) => line.startsWith("daymark.notify.yaml:"));
    expect(heads).toEqual([
      "daymark.notify.yaml:3:10 error value-invalid",
      "daymark.notify.yaml:5:5 error key-unknown",
      "daymark.notify.yaml:8:10 error url-invalid",
      "daymark.notify.yaml:9:13 error value-invalid",
      "daymark.notify.yaml:14:11 error value-invalid",
      "daymark.notify.yaml:15:9 error value-invalid",
    ]);
    expect(session.err).toContain(
      [
        "daymark.notify.yaml:3:10 error value-invalid",
        "  This is a secret, and this file is no place for one.",
        "  found     a text of 42 characters",
        '  expected  the name of an environment variable, such as "${NOTIFY_URL}"',
        "  mend      Put the value into an environment variable (a secret of the CI system), and write its name here. If this file was ever committed, make a new secret: git keeps the old one.",
      ].join("\n"),
    );
  });

  test("has mends that fit a file which is no record", async () => {
    const mends = async (text: string): Promise<readonly string[]> => {
      const cwd = site({ "daymark.notify.yaml": text });
      const { err } = await daymark({ cwd, env: { T: "secret" } }, "notify", "a", "b");
      return err.match(/(?<=mend {6}).*/g) ?? [];
    };
    expect(await mends("")).toEqual(["Write who is told, as docs/notifying.md shows."]);
    expect(await mends("pager: []\n")).toEqual(["Remove it. docs/notifying.md shows what may stand here."]);
    expect(
      await mends(
        'matrix:\n  - { id: "a room", homeserver: "https://m.example.org", room: "#x:example.org", token: "${T}" }\n',
      ),
    ).toEqual([
      "Write one word, such as ops-chat.",
      "Copy the internal room ID from the room's advanced settings; an alias (#…) is none.",
    ]);
  });

  test("names services, groups and severities that the site has", async () => {
    const cwd = site({
      "daymark.notify.yaml":
        'slack:\n  - id: chat\n    url: "${SLACK_URL}"\n    filter:\n      services: [apo]\n      groups: [none-such]\n      severity: majr\n',
    });
    const session = await daymark(
      { cwd, env: { SLACK_URL: "https://hooks.slack.com/x" } },
      "notify",
      "a",
      "b",
    );
    expect(session.err).toContain(
      'daymark.notify.yaml:5:18 error service-unknown\n  The site has no such service.\n  found     "apo"',
    );
    expect(session.err).toContain("daymark.notify.yaml:6:16 error group-unknown");
    expect(session.err).toContain("daymark.notify.yaml:7:17 error severity-unknown");
    expect(session.err).toContain("  mend      Write major.");
  });

  test("must be there, and name somebody", async () => {
    const home = world("# nobody yet\n");
    expect((await home.notify(empty(), empty())).err.split("\n")[0]).toBe(
      "daymark notify: daymark.notify.yaml names nobody. docs/notifying.md shows how.",
    );
    expect((await home.notify("--config", "other.yaml", "a", "b")).err.split("\n")[0]).toBe(
      "daymark notify: there is no other.yaml, which says who is told. Write it as docs/notifying.md shows, or name another file with --config.",
    );
  });
});

test("Wrong use is told", async () => {
  const home = world(HOOK, { HOOK_URL: "http://localhost:1", HOOK_SECRET: SECRET });
  const firstLine = async (...argv: string[]): Promise<string | undefined> =>
    (await home.notify(...argv)).err.split("\n")[0];
  expect(await firstLine()).toBe(
    "daymark notify: expected OLD and NEW: the folder (or address) of the site as it was, and the folder as it is now. Or --since COMMIT, or --pending.",
  );
  expect(await firstLine("dist")).toContain("What is new cannot be told from one alone.");
  expect(await firstLine("--pending", "a", "b")).toBe(
    "daymark notify: --pending, --since COMMIT, and OLD with NEW exclude each other.",
  );
  expect(await firstLine("--pending", "--queue")).toBe(
    "daymark notify: --queue and --pending exclude each other.",
  );
  expect(await firstLine("a", "b", "--max-age", "x")).toBe(
    "daymark notify: --max-age: expected a whole number and m, h, d or w, such as 30m or 14d.",
  );
  expect(await firstLine("a", "b", "--limit=-1")).toBe(
    "daymark notify: --limit -1: expected a whole number.",
  );
  expect(await firstLine(empty(), "https://status.example.org/")).toBe(
    "daymark notify: NEW is the folder of a built site; only OLD may be an address.",
  );
  expect(await firstLine("nowhere", empty())).toContain("there is no folder nowhere.");
  expect(await firstLine("--root", "none", "--config", "daymark.notify.yaml", empty(), empty())).toBe(
    "daymark notify: there is no folder none.",
  );
  expect(existsSync(join(home.cwd, "none"))).toBe(false);
});
