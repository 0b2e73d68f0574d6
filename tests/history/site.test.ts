import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import type { Revision } from "../../src/history/revision.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit, type TestRepository } from "../site/repository.ts";

const FILE = "incidents/2026/2026-11-20-uploads.md";
const ID = "2026-11-20-uploads";

/** The incident as it stands after so many of its updates. */
function incident(updates = 1, edit: (text: string) => string = (text) => text): string {
  const all = [
    "## Investigating — 2026-11-20 10:10 UTC\n\nUploads return 503.\n",
    "## Identified — 2026-11-20 10:42 UTC\n\nThe object store rejects writes.\n",
    "## Resolved — 2026-11-20 11:34 UTC\n\nUploads work.\n",
  ];
  const head = `---\ntitle: Uploads failing\nseverity: minor\nimpact:\n  - { service: uploads, level: major, from: 2026-11-20 10:02 UTC${updates > 2 ? ", to: 2026-11-20 11:30 UTC" : ""} }\n---\n`;
  return edit(`${head}\n${all.slice(0, updates).join("\n")}`);
}

const start: ScriptedCommit = { at: "2026-11-20T09:00:00Z", message: "Begin", files: smallSite };
const add: ScriptedCommit = {
  at: "2026-11-20T10:12:00Z",
  message: "Uploads fail",
  files: { [FILE]: incident() },
};

async function model(made: TestRepository): Promise<SiteModel> {
  return (await loadModel(made.root, { now: Date.parse("2026-11-20T12:00Z") })).model;
}

/** The revisions of the incident in short: kind, whether it counts, whether facts changed, and the words. */
async function told(made: TestRepository): Promise<string[]> {
  return (await model(made)).history.byRecord.get(`incident:${ID}`)?.revisions.map(line) ?? [];
}

function line({ kind, counts, material, changes, unreadable, by, from }: Revision): string {
  const marks = [
    kind,
    from && `from ${from}`,
    counts ? (material ? "material" : "editorial") : "no change",
    by,
  ].filter(Boolean);
  return `${marks.join(", ")}: ${unreadable ? unreadable.problem.message : changes.map((change) => change.text).join("; ")}`;
}

async function edits(made: TestRepository): Promise<Record<string, string>> {
  const marks = (await model(made)).history.byRecord.get(`incident:${ID}`)?.updates ?? new Map();
  return Object.fromEntries(
    [...marks].map(([anchor, mark]) => [
      anchor,
      [
        mark.published === undefined ? "unknown" : new Date(mark.published).toISOString().slice(11, 16),
        ...mark.edits.map((one: { at: number }) => `edited ${new Date(one.at).toISOString().slice(11, 16)}`),
        ...(mark.uncommitted ? [mark.uncommitted] : []),
      ].join(", "),
    ]),
  );
}

describe("The audit history of a record", () => {
  test("tells in words what each commit changed", async () => {
    const made = repository(
      start,
      add,
      {
        at: "2026-11-20T10:44:00Z",
        files: { [FILE]: incident(2, (text) => text.replace("severity: minor", "severity: major")) },
      },
      {
        at: "2026-11-20T10:56:00Z",
        files: {
          [FILE]: incident(2, (text) =>
            text
              .replace("severity: minor", "severity: major")
              .replace("rejects writes", "rejects all writes"),
          ),
        },
      },
      { at: "2026-11-20T11:35:00Z", files: { [FILE]: incident(3) } },
    );
    expect(await told(made)).toMatchInlineSnapshot(`
      [
        "added, material, Ann: ",
        "changed, material, Ann: severity raised from minor to major; update "Identified" of 10:42 UTC added",
        "changed, editorial, Ann: text of update 2 ("Identified", 10:42 UTC) changed",
        "changed, material, Ann: severity lowered from major to minor; end of impact on Uploads set to 11:30 UTC; text of update 2 ("Identified", 10:42 UTC) changed; update "Resolved" of 11:34 UTC added",
      ]
    `);
    expect(await edits(made)).toMatchInlineSnapshot(`
      {
        "update-2026-11-20-1010": "10:12",
        "update-2026-11-20-1042": "10:44, edited 10:56, edited 11:35",
        "update-2026-11-20-1134": "11:35",
      }
    `);
  });

  test("does not blame a record for being moved, wrapped anew, or saved with other line ends or a byte order mark", async () => {
    const made = repository(start, add, {
      at: "2026-11-20T10:20:00Z",
      moves: { [FILE]: `incidents/${ID}.md` },
    });
    const file = `incidents/${ID}.md`;
    made.commit({ at: "2026-11-20T10:30:00Z", files: { [file]: incident().replaceAll("\n", "\r\n") } });
    made.commit({ at: "2026-11-20T10:40:00Z", files: { [file]: `\ufeff${incident()}` } });
    made.commit({
      at: "2026-11-20T10:50:00Z",
      files: { [file]: incident(1, (text) => text.replace("Uploads return", "Uploads\nreturn")) },
    });
    chmodSync(join(made.root, file), 0o755);
    made.git("config", "core.fileMode", "true");
    made.commit({ at: "2026-11-20T11:00:00Z" });
    expect(await told(made)).toEqual([
      "added, material, Ann: ",
      `moved, from ${FILE}, no change, Ann: `,
      "same, no change, Ann: ",
      "same, no change, Ann: ",
      "same, no change, Ann: ",
      "same, no change, Ann: ",
    ]);
    expect(await edits(made)).toEqual({ "update-2026-11-20-1010": "10:12" });
    const history = (await model(made)).history.byRecord.get(`incident:${ID}`);
    expect(history).toMatchObject({
      published: Date.parse("2026-11-20T10:12Z"),
      modified: Date.parse("2026-11-20T10:12Z"),
    });
  });

  test("marks no update for the way in which its letters are encoded", async () => {
    const accented = (form: string): string =>
      incident(1, (text) => text.replace("Uploads return", `Caf\u00e9 returns`.normalize(form)));
    const file = `incidents/${ID}.md`;
    const made = repository(
      start,
      { at: "2026-11-20T10:12:00Z", files: { [file]: accented("NFC") } },
      {
        at: "2026-11-20T10:30:00Z",
        files: { [file]: accented("NFD").replace("title:", "tags: [disk]\ntitle:") },
      },
    );
    expect(await edits(made)).toEqual({ "update-2026-11-20-1010": "10:12" });
  });

  test("marks an update whose time was amended under its new anchor", async () => {
    const made = repository(start, add, {
      at: "2026-11-20T10:22:00Z",
      files: { [FILE]: incident(1, (text) => text.replace("10:10 UTC", "10:05 UTC")) },
    });
    expect((await told(made))[1]).toBe(
      'changed, material, Ann: time of update 1 ("Investigating") moved from 10:10 to 10:05 UTC',
    );
    expect(await edits(made)).toMatchObject({ "update-2026-11-20-1005": "10:12, edited 10:22" });
  });

  test("takes the time of the commit, not of its author, as that of publication", async () => {
    const made = repository(start, { ...add, authored: "2026-11-20T03:00:00Z" });
    expect((await model(made)).history.byRecord.get(`incident:${ID}`)?.published).toBe(
      Date.parse("2026-11-20T10:12Z"),
    );
  });

  test("counts what is listed in .audit-ignore-revs as no change", async () => {
    const made = repository(start);
    const bulk = made.commit(add);
    const edit = made.commit({
      at: "2026-11-20T10:30:00Z",
      files: { [FILE]: incident(1, (text) => text.replace("503", "502")) },
    });
    made.write(".audit-ignore-revs", `# imported\n${bulk}\n${edit.toUpperCase()} # spelling\n`);
    expect(await told(made)).toEqual([
      "added, no change, Ann: ",
      'changed, no change, Ann: text of update 1 ("Investigating", 10:10 UTC) changed',
    ]);
    expect(await edits(made)).toEqual({ "update-2026-11-20-1010": "unknown" });
    expect((await model(made)).history.byRecord.get(`incident:${ID}`)).toMatchObject({
      published: undefined,
      modified: undefined,
    });
  });

  test("tells what is wrong in .audit-ignore-revs", async () => {
    const made = repository(start, add);
    made.write(".audit-ignore-revs", `abc123\n  ${"0".repeat(40)}\n`);
    const { problems } = await model(made);
    expect(
      problems.map(
        ({ file, line: at, column, code, severity }) => `${file}:${at}:${column} ${severity} ${code}`,
      ),
    ).toEqual([
      ".audit-ignore-revs:1:1 error ignored-commit-invalid",
      ".audit-ignore-revs:2:3 warning ignored-commit-unknown",
    ]);
  });

  test("believes a trailer that says how much a change matters", async () => {
    const made = repository(
      start,
      add,
      {
        at: "2026-11-20T10:30:00Z",
        message: "Typo in the time\n\nChange: editorial",
        files: { [FILE]: incident(1, (text) => text.replace("10:02", "10:03")) },
      },
      {
        at: "2026-11-20T10:40:00Z",
        message: "Not 503\n\nSigned-off-by: Ann\nChange: Material",
        files: { [FILE]: incident(1, (text) => text.replace("10:02", "10:03").replace("503", "502")) },
      },
    );
    expect(await told(made)).toEqual([
      "added, material, Ann: ",
      "changed, editorial, Ann: begin of impact on Uploads moved from 10:02 to 10:03 UTC",
      'changed, material, Ann: text of update 1 ("Investigating", 10:10 UTC) changed',
    ]);
  });

  test("shows a version that cannot be read with the reason, and compares what follows with what went before", async () => {
    const made = repository(
      start,
      add,
      {
        at: "2026-11-20T10:30:00Z",
        files: { [FILE]: Buffer.from(incident().replace("Uploads failing", "Störung"), "latin1") },
      },
      {
        at: "2026-11-20T10:35:00Z",
        files: { [FILE]: incident(1, (text) => text.replace("severity: minor", "severity: [")) },
      },
      { at: "2026-11-20T10:40:00Z", files: { [FILE]: incident(2) } },
    );
    expect(await told(made)).toEqual([
      "added, material, Ann: ",
      "changed, editorial, Ann: The file is not UTF-8 text.",
      "changed, editorial, Ann: This bracket is not closed.",
      'changed, material, Ann: can be read again; update "Identified" of 10:42 UTC added',
    ]);
  });

  test("shows what is not committed yet", async () => {
    const made = repository(start, add);
    made.write(
      FILE,
      incident(2, (text) => text.replace("503", "502")),
    );
    expect(await told(made)).toEqual([
      "added, material, Ann: ",
      'changed, material: text of update 1 ("Investigating", 10:10 UTC) changed; update "Identified" of 10:42 UTC added',
    ]);
    expect(await edits(made)).toEqual({
      "update-2026-11-20-1010": "10:12, edited",
      "update-2026-11-20-1042": "unknown, added",
    });
    made.write("incidents/2026/2026-11-21-other.md", incident());
    const { history, origin } = await model(made);
    expect(history.byRecord.get("incident:2026-11-21-other")?.revisions).toHaveLength(1);
    expect(origin.modified).toBe(true);
  });

  test("begins where a file came to lie among the records: what it said before was a draft", async () => {
    const made = repository(
      start,
      {
        at: "2026-11-20T09:30:00Z",
        files: { [`content/drafts/${ID}.md`]: incident(1, (text) => text.replace("503", "SECRET")) },
      },
      {
        at: "2026-11-20T10:12:00Z",
        moves: { [`content/drafts/${ID}.md`]: FILE },
        files: { [FILE]: incident() },
      },
    );
    expect(await told(made)).toEqual(["added, material, Ann: "]);
    expect(JSON.stringify([...(await model(made)).history.byRecord])).not.toContain("SECRET");
  });
});

describe("A record that is broken or gone", () => {
  test("is shown in its newest version that can be read", async () => {
    const made = repository(start, add);
    made.commit({ at: "2026-11-20T10:44:00Z", files: { [FILE]: incident(2) } });
    made.commit({
      at: "2026-11-20T10:50:00Z",
      files: { [FILE]: incident(3, (text) => text.replace("level: major", "level: majr")) },
    });
    const { timelinesById, restored, problems, leftOut, mistaken } = await model(made);
    expect(timelinesById.get(ID)?.record.updates).toHaveLength(2);
    expect(restored.get(FILE)).toMatchObject({ at: Date.parse("2026-11-20T10:44Z") });
    expect(problems.map(({ code, leavesOut }) => [code, leavesOut])).toEqual([["value-unknown", false]]);
    expect([leftOut, mistaken]).toEqual([[], []]);
  });

  test("is left out, or read in part, where no version could ever be read", async () => {
    const broken = incident(1, (text) => text.replace("level: major", "level: majr"));
    const made = repository(start, {
      ...add,
      files: { [FILE]: broken, "incidents/x.md": "no front matter\n" },
    });
    const { timelinesById, restored, leftOut, mistaken } = await model(made);
    expect([...timelinesById.keys()]).toEqual([ID]);
    expect([restored.size, leftOut, mistaken]).toEqual([0, ["incidents/x.md"], [FILE]]);
  });

  test("goes for services and for the site's settings too, but never for people", async () => {
    const made = repository(start, {
      at: "2026-11-20T09:10:00Z",
      files: { "content/people.yaml": "ann: { name: Ann Example, consent: public }\n" },
    });
    made.write("content/site.yaml", "name: [\n");
    made.write("content/services/api.md", "---\nname: API\ngroup: all\nslo: nonsense\n---\n");
    made.write("content/people.yaml", "ann: { name: Ann Example, consent: pubic }\n");
    const { site, services, restored, people } = await model(made);
    expect(site.name).toBe("Small");
    expect(services.get("api")?.record.name).toBe("API");
    expect([...restored.keys()].sort()).toEqual(["content/services/api.md", "content/site.yaml"]);
    expect(people.size).toBe(0);
  });

  test("is kept after it was deleted, and check says so", async () => {
    const made = repository(start, add);
    const hash = made.commit({ at: "2026-11-20T11:00:00Z", files: { [FILE]: null } });
    const { timelinesById, removed, problems } = await model(made);
    expect(timelinesById.get(ID)?.record.title).toBe("Uploads failing");
    expect(removed.get(FILE)?.removal).toEqual({ at: Date.parse("2026-11-20T11:00Z"), commit: hash });
    expect(problems.map(({ code, hint }) => [code, hint])).toEqual([
      [
        "record-removed",
        `Bring it back with "git checkout ${hash.slice(0, 12)}^ -- ${FILE}". If it has to go, add the commit's full hash to .audit-ignore-revs.`,
      ],
    ]);
    made.write(".audit-ignore-revs", `${hash}\n`);
    expect((await model(made)).timelinesById.size).toBe(0);
  });

  test("is kept while its deletion is not committed", async () => {
    const made = repository(start, add);
    made.write(FILE, null);
    const { timelinesById, removed, problems } = await model(made);
    expect(timelinesById.has(ID)).toBe(true);
    expect(removed.get(FILE)?.removal).toBeUndefined();
    expect(problems.map(({ hint }) => hint)).toEqual([`Bring it back with "git restore -- ${FILE}".`]);
    expect((await told(made)).at(-1)).toBe("removed, material: ");
  });

  test("is not gone when it was moved or renamed", async () => {
    const made = repository(start, add, {
      at: "2026-11-20T11:00:00Z",
      moves: { [FILE]: "incidents/2026-11-20-uploads-failing.md" },
    });
    const { timelinesById, removed } = await model(made);
    expect([...timelinesById.keys()]).toEqual(["2026-11-20-uploads-failing"]);
    expect(removed.size).toBe(0);
  });

  test("is gone when it was renamed into no record", async () => {
    const made = repository(start, add, {
      at: "2026-11-20T11:00:00Z",
      moves: { [FILE]: `incidents/2026/${ID}.txt` },
    });
    const { timelinesById, removed } = await model(made);
    expect(timelinesById.has(ID)).toBe(true);
    expect([...removed.keys()]).toEqual([FILE]);
  });
});

describe("Who changed a record", () => {
  const people = `
ann: { name: Ann Example, consent: public, git: [ann@example.org] }
bob: { name: Bob Hidden, consent: handle, git: ["Robert Full"] }
eve: { name: Eve Hidden, consent: anonymous, git: [eve@example.org] }
`;
  const by = async (made: TestRepository): Promise<(string | undefined)[]> =>
    (await model(made)).history.byRecord.get(`incident:${ID}`)?.revisions.map((revision) => revision.by) ??
    [];
  const made = repository(
    { ...start, files: { ...smallSite, "content/people.yaml": people } },
    add,
    ...[
      ["Robert Full", "rf@example.org"],
      ["Eve", "EVE@example.org"],
      ["Zoë <script>alert(1)</script>", "z@example.org"],
      ["zed@example.org", "zed@example.org"],
      ["Old Name", "new@example.org"],
    ].map(([author = "", email = ""], index) => ({
      at: `2026-11-20T10:2${index}:00Z`,
      author,
      email,
      files: { [FILE]: incident(1, (text) => text.replace("503", String(504 + index))) },
    })),
  );

  test("is told as in git, or as people.yaml maps it, and no address ever", async () => {
    // Git itself takes < and > out of names.
    expect(await by(made)).toEqual([
      "Ann Example",
      "bob",
      undefined,
      "Zoë scriptalert(1)/script",
      undefined,
      "Old Name",
    ]);
  });

  test("is told as .mailmap corrects it", async () => {
    made.write(".mailmap", "New Name <new@example.org>\n");
    expect((await by(made)).at(-1)).toBe("New Name");
    made.write(".mailmap", null);
  });

  test("is told by handles only, or not at all, where the site says so", async () => {
    made.write("content/site.yaml", `${smallSite["content/site.yaml"]}audit: { authors: handles }\n`);
    expect(await by(made)).toEqual(["Ann Example", "bob", undefined, undefined, undefined, undefined]);
    made.write("content/site.yaml", `${smallSite["content/site.yaml"]}audit: { authors: nobody }\n`);
    expect(new Set(await by(made))).toEqual(new Set([undefined]));
    made.write("content/site.yaml", smallSite["content/site.yaml"]);
  });
});

describe("A signed commit", () => {
  const hasKeygen = ((): boolean => {
    try {
      execFileSync("ssh-keygen", ["-Y", "check-novalidate"], { stdio: "pipe" });
      return true;
    } catch (error) {
      return !(error instanceof Error && "code" in error && error.code === "ENOENT");
    }
  })();

  test.runIf(hasKeygen)("is verified by a key that the repository allows, and by no other", async () => {
    const keys = mkdtempSync(join(tmpdir(), "daymark-keys-"));
    for (const name of ["good", "other"]) {
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", join(keys, name)]);
    }
    const made = repository(start, add);
    const sign = (name: string, text: string): void => {
      made.write(
        FILE,
        incident(1, (whole) => whole.replace("503", text)),
      );
      made.git("add", "-A");
      made.git(
        "-c",
        "gpg.format=ssh",
        "-c",
        `user.signingKey=${join(keys, name)}`,
        "commit",
        "-q",
        "-S",
        "-m",
        text,
      );
    };
    sign("good", "504");
    sign("other", "505");
    const states = async (): Promise<(string | undefined)[]> =>
      (await model(made)).history.byRecord
        .get(`incident:${ID}`)
        ?.revisions.map(({ commit }) => commit?.signature) ?? [];
    expect(await states()).toEqual(["unsigned", "unverified", "unverified"]);
    const key = execFileSync("cat", [join(keys, "good.pub")], { encoding: "utf8" });
    made.write(".allowed-signers", `ann@example.org ${key}`);
    expect(await states()).toEqual(["unsigned", "verified", "unverified"]);
    made.write(".allowed-signers", "nonsense that is no key\n");
    expect(await states()).toEqual(["unsigned", "unverified", "unverified"]);
  });
});

describe("A site whose past cannot be read", () => {
  test("is refused as a shallow clone, with the way out", async () => {
    const made = repository(start, add);
    const clone = mkdtempSync(join(tmpdir(), "daymark-shallow-"));
    made.git("clone", "-q", "--depth", "1", `file://${made.root}`, clone);
    const load = loadModel(clone, { now: Date.parse("2026-11-20T12:00Z") });
    await expect(load).rejects.toThrow(/git fetch --unshallow.*fetch-depth: 0.*GIT_DEPTH: 0.*history: off/);
    writeFileSync(join(clone, "content/site.yaml"), `${smallSite["content/site.yaml"]}history: off\n`);
    const { history, origin } = (await loadModel(clone, { now: Date.parse("2026-11-20T12:00Z") })).model;
    expect([history.state, origin.commit === undefined]).toEqual(["off", false]);
  });

  test("is built without a history outside of a repository and before the first commit", async () => {
    const made = repository();
    for (const [path, text] of Object.entries(smallSite)) made.write(path, text);
    const { model: site, trouble } = await loadModel(made.root, { now: 0 });
    expect([site.history.state, trouble]).toEqual([
      "no-commit",
      "Nothing is committed yet, so the site has no audit history.",
    ]);
  });

  test("says of a record outside of the repository that git does not know it", async () => {
    const outside = mkdtempSync(join(tmpdir(), "daymark-outside-"));
    writeFileSync(join(outside, "far.md"), incident());
    const made = repository(start);
    symlinkSync(outside, join(made.root, "incidents"));
    made.commit({ at: "2026-11-20T10:00:00Z" });
    const { timelinesById, history } = await model(made);
    expect(timelinesById.has("far")).toBe(true);
    expect(history.byRecord.has("incident:far")).toBe(false);
  });
});
