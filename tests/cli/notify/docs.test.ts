import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { signature } from "../../../src/cli/notify/key.ts";
import { projectRoot } from "../../site/build.ts";
import { emptyFolder, write } from "../terminal.ts";
import { dist } from "./dist.ts";
import { world } from "./world.ts";

const docs = readFileSync(join(import.meta.dirname, "../../../docs/notifying.md"), "utf8");

/** The first block of code in a language that has a text in it. */
function block(language: string, having: string): string {
  const blocks = docs
    .split(/^```/m)
    .filter((text) => text.startsWith(`${language}\n`) && text.includes(having));
  return (blocks[0] ?? "").slice(language.length + 1);
}

test("the file in the documentation is one, and names every kind of receiver", async () => {
  const home = world(block("yaml", "receiver by it"));
  const session = await home.notify("--dry-run", dist([]), dist([{ name: "a", services: ["uploads"] }]));
  expect(session.code, session.err).toBe(0);
  expect(session.out.match(/^--- .*$/gm)).toEqual([
    "--- pipeline (webhook)",
    "--- ops-chat (slack)",
    "--- room (matrix)",
    "--- hub (websub)",
    "--- list (mail to ${MAIL_TO})",
    "--- list (mail to ann@example.org)",
  ]);
});

test("the code in the documentation takes what is genuine, and nothing else", async () => {
  const folder = emptyFolder();
  write(folder, { "verify.mjs": `${block("js", "isGenuine")}\nexport { isGenuine };\n` });
  const { isGenuine } = (await import(join(folder, "verify.mjs"))) as {
    isGenuine: (header: string, body: string | Buffer, secret: string) => boolean;
  };
  const now = Math.floor(Date.now() / 1000);
  const body = '{"title":"ünïcode"}';
  expect(isGenuine(signature("s", now, body), Buffer.from(body), "s")).toBe(true);
  expect(isGenuine(signature("s", now, body), `${body} `, "s")).toBe(false);
  expect(isGenuine(signature("s", now, body), body, "t")).toBe(false);
  expect(isGenuine(signature("s", now - 600, body), body, "s")).toBe(false);
  expect(isGenuine("v1=x", body, "s")).toBe(false);
});

test("the examples for CI are YAML, and what failed to be written down makes the sending job fail", () => {
  expect(Object.keys(parse(block("yaml", "actions/cache")).jobs)).toEqual(["build", "notify"]);
  const { build, notify } = parse(block("yaml", "actions/cache")).jobs;
  const queue = build.steps.find((step: { id?: string }) => step.id === "queue");
  expect(queue.run).toContain("notify --queue");
  expect(build.outputs).toEqual({ queue: "${{ steps.queue.outcome }}" });
  expect(notify.needs).toContain("build");
  expect(notify.steps.at(-1)).toEqual({
    run: "exit 1",
    if: "always() && needs.build.outputs.queue == 'failure'",
  });
  const gitlab = parse(block("yaml", "resource_group"));
  expect(Object.keys(gitlab)).toEqual([".notify", "pages", "notify"]);
  // What a job extends replaces the cache of the whole file.
  const own = parse(readFileSync(join(projectRoot, "src/cli/init/site/.gitlab-ci.yml"), "utf8"));
  expect(gitlab[".notify"].cache).toContainEqual(own.cache);
});
