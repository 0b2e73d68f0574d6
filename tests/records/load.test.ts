import { describe, expect, it } from "vitest";
import { checkRecords } from "../../src/model/checks.ts";
import { loadRecords, type Records } from "../../src/records/load.ts";
import { memoryFolder, rightSite } from "./memory.ts";

const now = Date.parse("2026-11-20T12:00Z");
const FILE = "incidents/2026/2026-11-20-uploads-failing.md";
const UPDATE = "## Investigating — 2026-11-20 10:10 UTC\n\nUploads return 503.\n";

function load(files: Readonly<Record<string, string | Uint8Array>> = {}): Records {
  return loadRecords(memoryFolder(new Map([...rightSite, ...Object.entries(files)])));
}

function incident(frontMatter: string, body = UPDATE): ReturnType<typeof find> {
  return find(load({ [FILE]: `---\n${frontMatter}\n---\n\n${body}` }));
}

function find(records: Records): Records["incidents"][number] | undefined {
  return records.incidents.find((one) => one.id === "2026-11-20-uploads-failing");
}

describe("A right site", () => {
  it("has no problem", () => {
    const records = load();
    expect([...records.problems, ...checkRecords(records, now)]).toEqual([]);
    expect(records.incidents.map((one) => one.id)).toEqual(["2026-11-02-mail-delayed"]);
    expect([...records.people.keys()]).toEqual(["alice", "bob"]);
    expect(records.fileCount).toBe(6);
  });

  it("is read the same with Windows line ends and a byte order mark", () => {
    const windows = new Map(
      [...rightSite].map(([file, text]) => [file, `\ufeff${text.replaceAll("\n", "\r\n")}`]),
    );
    const records = loadRecords(memoryFolder(windows));
    expect(records).toEqual({ ...load(), unread: expect.anything() });
  });

  it("may have READMEs, a style sheet and folders of years and months", () => {
    const text = rightSite.get("incidents/2026/2026-11-02-mail-delayed.md") ?? "";
    const records = load({
      "incidents/README.md": "About.",
      "content/services/README.md": "About.",
      "content/brand.css": "",
      "incidents/2026/11/2026-11-03-again.md": text,
      "incidents/2026-11-04-flat.md": text,
    });
    expect(records.problems).toEqual([]);
    expect(records.incidents).toHaveLength(3);
  });

  it("has defaults for everything but name and url", () => {
    const { site } = load({ "content/site.yaml": "name: A\nurl: https://a.example\n" });
    expect(site).toMatchObject({ timeZone: "UTC", locale: "en", groups: [], history: "git", nav: [] });
    expect(site.severities.map((severity) => severity.id)).toEqual(["critical", "major", "minor", "none"]);
    expect(site.uptime).toEqual({
      window: 90,
      weights: { major: 1, partial: 0.3, degraded: 0, maintenance: 0 },
    });
  });
});

describe("An incident with a mistake", () => {
  it("is published without the key that is wrong", () => {
    const found = incident("title: Uploads\nseverity: major\ndetected: yesterday\nstatus: open");
    expect(found).toMatchObject({ title: "Uploads", severity: "major" });
    expect(found).not.toHaveProperty("detected");
  });

  it("has its file name as title where the title cannot be read", () => {
    expect(incident("titel: Uploads\nseverity: major")).toMatchObject({
      title: "2026-11-20-uploads-failing",
      severity: "major",
    });
  });

  it("is published without its impact where an entry of it is wrong", () => {
    expect(
      incident("title: Uploads\nimpact: [{ service: uploads, level: majr, from: 2026-11-20T10:02Z }]")
        ?.impact,
    ).toEqual([]);
    expect(incident("title: Uploads\nimpact: [{ service: uploads, level: major }]")?.impact).toEqual([]);
  });

  it("is published without a schedule that it cannot have", () => {
    const found = incident("title: Uploads\nscheduled: { from: 2026-11-20T10:00Z, to: 2026-11-20T11:00Z }");
    expect(found).toBeDefined();
    expect(found).not.toHaveProperty("scheduled");
  });

  it.each([
    [
      "the kind is unknown",
      "title: Move\nkind: maintenence\nscheduled: { from: 2026-11-20T10:00Z, to: 2026-11-20T11:00Z }",
    ],
    ["the key of the kind is misspelt", "title: Move\nknid: maintenance"],
    ["a maintenance has no schedule", "title: Move\nkind: maintenance"],
    ["the YAML of a maintenance is broken", 'title: "Move\nkind: maintenance'],
    ["the YAML of what has a schedule is broken", "title: Move: now\nscheduled: { from: 2026-11-20T10:00Z }"],
  ])("is left out where %s", (_, frontMatter) => {
    const records = load({
      [FILE]: `---\n${frontMatter}\n---\n\n${UPDATE.replace("Investigating", "Update")}`,
    });
    expect(find(records)).toBeUndefined();
    expect(records.unreadableIds).toContain("2026-11-20-uploads-failing");
    expect(records.problems.map((problem) => problem.leavesOut)).toEqual([true]);
  });

  it("keeps its updates, and its kind, where the YAML is broken", () => {
    expect(incident('title: "Uploads\nseverity: major')).toMatchObject({
      title: "2026-11-20-uploads-failing",
      kind: "incident",
      impact: [],
      updates: [{ status: "investigating", text: "Uploads return 503." }],
    });
    expect(incident('title: "Uploads\nkind: notice', "## Notice — 2026-11-20 10:10 UTC\n")?.kind).toBe(
      "notice",
    );
  });

  it("is left out where no update can be read", () => {
    expect(incident("title: Uploads", "## Investigating\n\nText.\n")).toBeUndefined();
  });

  it("keeps its other updates where one cannot be read", () => {
    const records = load({ [FILE]: `---\ntitle: Uploads\n---\n\n${UPDATE}\n## Resolved — now\n\nOver.\n` });
    expect(find(records)?.updates.map((update) => update.status)).toEqual(["investigating"]);
    expect(records.problems).toMatchObject([{ code: "heading-unknown", leavesOut: false }]);
  });
});

describe("Other files with a mistake", () => {
  it("leave the rest of site.yaml in use", () => {
    const { site, problems } = load({
      "content/site.yaml": "name: A\nurl: https://a.example\nlocale: x_y\nfeeds: { entries: 5 }\n",
    });
    expect(site).toMatchObject({ name: "A", url: "https://a.example", locale: "en", feeds: { entries: 5 } });
    expect(problems).toHaveLength(1);
  });

  it("leave name and url in use where the YAML of site.yaml is broken", () => {
    const { site } = load({
      "content/site.yaml": "name: A\nurl: https://a.example\ndescription: One: two\n",
    });
    expect(site).toMatchObject({ name: "A", url: "https://a.example" });
  });

  it("leave a site without a name where site.yaml is missing or cannot be read", () => {
    const files = new Map<string, string | Uint8Array>(rightSite);
    files.delete("content/site.yaml");
    expect(loadRecords(memoryFolder(files)).site).toMatchObject({ name: "Status", url: "http://localhost" });
    files.set("content/site.yaml", Uint8Array.of(0xff, 0xfe, 0, 0));
    expect(loadRecords(memoryFolder(files)).site).toMatchObject({ name: "Status" });
  });

  it("leave the other people in use", () => {
    const { people } = load({
      "content/people.yaml": "alice: { consent: maybe }\nbob: { consent: handle }\n",
    });
    expect([...people.keys()]).toEqual(["bob"]);
  });

  it("show nobody where the YAML of people.yaml is broken", () => {
    expect(
      load({ "content/people.yaml": "bob: { consent: handle }\nalice: { consent: public\n" }).people.size,
    ).toBe(0);
  });

  it("leave the rest of a service in use", () => {
    const records = load({
      "content/services/api.md": "---\nnaem: API\ngroup: [core]\nslo: 99.9\nurl: https://api.example\n---\n",
    });
    const api = records.services.find((service) => service.id === "api");
    expect(api).toMatchObject({ name: "api", group: "", url: "https://api.example" });
    expect(api).not.toHaveProperty("slo");
    expect(checkRecords(records, now)).toEqual([]);
  });
});

describe("A folder that cannot be read", () => {
  it("is a problem, not an exception", () => {
    const right = memoryFolder(rightSite);
    const records = loadRecords({
      list(folder) {
        if (folder === "advisories") throw new Error("EACCES: permission denied, scandir 'advisories'");
        return right.list(folder);
      },
      read(file) {
        if (file.endsWith("api.md")) throw new Error("EISDIR: illegal operation on a directory, read");
        return file.endsWith("mirror.md") ? undefined : right.read(file);
      },
    });
    expect(records.problems.map(({ file, code, found }) => `${file} ${code} ${found}`)).toEqual([
      "advisories file-unreadable EACCES: permission denied, scandir 'advisories'",
      "content/services/api.md file-unreadable EISDIR: illegal operation on a directory, read",
      "content/services/mirror.md file-unreadable a link to a file that is not there",
    ]);
    expect(checkRecords(records, now)).toEqual([]);
  });
});

describe("Guesses", () => {
  it("are made for the first hundred unknown names only", () => {
    const many = Array.from({ length: 150 }, (_, index) => `upload${index % 2 === 0 ? "" : "z"}`);
    const records = load({ [FILE]: `---\ntitle: Uploads\nservices: [${many.join(", ")}]\n---\n\n${UPDATE}` });
    const hints = checkRecords(records, now).map((problem) => problem.hint);
    expect(hints).toHaveLength(150);
    expect(hints.filter((hint) => hint === "Write uploads.")).toHaveLength(100);
  });
});

describe("A merge conflict", () => {
  it("leaves both updates and no marker", () => {
    const version = (time: string) => `## Identified — 2026-11-20 ${time} UTC\n\nThe store is full.\n`;
    const conflict = `<<<<<<< HEAD\n${version("10:42")}||||||| 1f2e3d4\n${version("10:41")}=======\n${version("10:44")}>>>>>>> branch\n`;
    const record = incident("title: Uploads", `${UPDATE}\n${conflict}`);
    expect(record?.updates.map(({ anchor, text, line }) => [anchor, text, line])).toEqual([
      ["update-2026-11-20-1010", "Uploads return 503.", 5],
      ["update-2026-11-20-1042", "The store is full.", 10],
      ["update-2026-11-20-1044", "The store is full.", 18],
    ]);
  });

  it("in front matter leaves the first version, wherever it begins", () => {
    const conflict = "<<<<<<< HEAD\ntitle: Uploads\n=======\ntitle: Storage\n>>>>>>> branch";
    expect(incident(conflict)?.title).toBe("Uploads");
    const whole = (title: string) => `---\ntitle: ${title}\n---\n\n${UPDATE}`;
    const text = `<<<<<<< HEAD\n${whole("Uploads")}=======\n${whole("Storage")}>>>>>>> branch\n`;
    const record = find(load({ [FILE]: text }));
    expect([record?.title, record?.updates.length, record?.summary]).toEqual(["Uploads", 1, ""]);
  });

  it("of which a part is missing takes nothing else away", () => {
    const record = incident("title: Uploads", `${UPDATE}<<<<<<< HEAD\nMore.\n=======\nMuch more.\n`);
    expect(record?.updates[0]?.text).toBe("Uploads return 503.\n\nMore.\n\nMuch more.");
  });
});

describe("A misspelt folder", () => {
  it.each(["incident", "Incidents", "advisries", "contents"])("such as %s is told once", (name) => {
    const { problems } = load({ [`${name}/a.md`]: "A", [`${name}/b.md`]: "B" });
    expect(problems.map(({ file, code }) => [file, code])).toEqual([[`${name}/a.md`, "folder-unknown"]]);
  });

  it.each(["incident/README.md", "incident/graph.png", "docs/a.md", "public/a.md"])(
    "is none where there is only %s",
    (file) => {
      expect(load({ [file]: "A" }).problems).toEqual([]);
    },
  );
});
