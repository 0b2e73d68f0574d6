import { expect, test } from "vitest";
import { daymark, emptyFolder } from "./terminal.ts";

/** The options in a verb's help, in their order. */
async function options(verb: string): Promise<readonly string[]> {
  const { out } = await daymark({ cwd: emptyFolder() }, verb, "--help");
  return [...out.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, name = ""]) => name);
}

const common = ["message", "template", "next-update", "posted-by", "at", "commit", "now", "root", "help"];

test("a verb's own options come before those that others have", async () => {
  expect(await options("new")).toEqual([
    ...["title", "service", "level", "severity", "from", "to", "status", "id", "package", "reserve", "owner"],
    ...common,
  ]);
  expect(await options("update")).toEqual(["status", "impact-end", ...common]);
  expect(await options("resolve")).toEqual([
    "impact-end",
    ...common.filter((name) => name !== "next-update"),
  ]);
});

test("init has no --root, which it would not use", async () => {
  expect(await options("init")).toEqual(["records", "now", "help"]);
  const session = await daymark({ cwd: emptyFolder() }, "init", "x", "--root", "y");
  expect(session.err).toContain("daymark init: Unknown option '--root'.");
});
