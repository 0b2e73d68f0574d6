import { describe, expect, test } from "vitest";
import { daymark, OPEN, read, site } from "./terminal.ts";

describe("daymark resolve", () => {
  test("appends the final update and ends the open impact, and changes nothing else", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd }, "resolve", "-m", "Search works.", "--posted-by", "yutok");
    expect(session.transcript).toMatchInlineSnapshot(`
      "! Search slow: Resolved at 2026-11-21 01:30 UTC.
      ! Impact on search (degraded), api (partial) ended at 2026-11-21 01:30 UTC. If it was earlier, correct "to" in the file.
      incidents/2026/2026-11-20-search-slow.md
      git add -- incidents/2026/2026-11-20-search-slow.md && git commit -m "Search slow: resolved" -- incidents/2026/2026-11-20-search-slow.md
      git push
      exit 0
      "
    `);
    const ended = before
      .replace("from: 2026-11-20T22:30Z }", "from: 2026-11-20T22:30Z, to: 2026-11-21T01:30Z }")
      .replace("# a little later\n", "# a little later\n    to: 2026-11-21T01:30Z\n");
    expect(read(cwd, OPEN)).toBe(
      `${ended}\n## Resolved — 2026-11-21 01:30 UTC\n\nSearch works.\n\nPosted-by: yutok\n`,
    );
    expect((await daymark({ cwd }, "check")).code).toBe(0);
  });

  test("takes another end of the impact", async () => {
    const cwd = site();
    const session = await daymark({ cwd }, "resolve", "-m", "Search works.", "--impact-end", "00:35Z");
    expect(session.err).toContain(
      "Impact on search (degraded), api (partial) ended at 2026-11-21 00:35 UTC.\n",
    );
    expect(read(cwd, OPEN)).toContain("    to: 2026-11-21T00:35Z\n");
    expect(read(cwd, OPEN)).toContain("## Resolved — 2026-11-21 01:30 UTC");
  });

  test("leaves the times of a maintenance to its schedule and its updates", async () => {
    const cwd = site({
      [OPEN]:
        "---\ntitle: Move\nkind: maintenance\nscheduled: { from: 2026-11-21T01:00Z, to: 2026-11-21T03:00Z }\nimpact: [{ service: api, level: maintenance }]\n---\n",
    });
    const before = read(cwd, OPEN);
    expect((await daymark({ cwd }, "resolve", "-m", "Done.")).err).toBe(
      "Move: Completed at 2026-11-21 01:30 UTC.\n",
    );
    expect(read(cwd, OPEN)).toBe(`${before}\n## Completed — 2026-11-21 01:30 UTC\n\nDone.\n`);
  });

  test("ends a notice with its own word", async () => {
    const cwd = site({
      [OPEN]: "---\ntitle: Old\nkind: notice\n---\n\n## Notice — 2026-11-20 23:05 UTC\n\nText.\n",
    });
    await daymark({ cwd }, "resolve", "2026-11-20-search-slow", "-m", "Over.");
    expect(read(cwd, OPEN)).toContain("## Ended — 2026-11-21 01:30 UTC\n\nOver.\n");
  });

  test("takes a template of a final status", async () => {
    const cwd = site();
    expect((await daymark({ cwd }, "resolve", "--template", "resolved")).code).toBe(0);
    expect(read(cwd, OPEN)).toContain("\nSearch and Web API Minor: Search slow is over.\n");
  });

  test("ends impact also as daymark update with a final status", async () => {
    const cwd = site();
    await daymark({ cwd }, "update", "-s", "resolved", "-m", "Search works.");
    expect(read(cwd, OPEN)).toContain("    to: 2026-11-21T01:30Z\n");
  });
});

describe("daymark resolve refuses, and writes nothing:", () => {
  test("to resolve twice", async () => {
    const cwd = site();
    await daymark({ cwd }, "resolve", "-m", "Over.");
    const before = read(cwd, OPEN);
    expect(
      (await daymark({ cwd }, "resolve", "2026-11-20-search-slow", "-m", "Over.")).transcript,
    ).toMatchInlineSnapshot(`
      "! daymark resolve: this incident is resolved since 2026-11-21 01:30 UTC. To add something, use daymark update --status update, or correction.
      ! daymark resolve --help tells how it is used.
      exit 2
      "
    `);
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("an end before the beginning", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd }, "resolve", "-m", "Over.", "--impact-end", "2026-11-20T22:35Z");
    expect(session.err).toContain(
      "the impact on api begins at 2026-11-20 22:40 UTC, after its end at 2026-11-20 22:35 UTC. Give another end with --impact-end T.",
    );
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("a template that ends nothing", async () => {
    const session = await daymark({ cwd: site() }, "resolve", "--template", "monitoring");
    expect(session.err).toContain(
      "this template is for status monitoring, which ends nothing. Use daymark update, or a template for resolved.",
    );
  });
});
