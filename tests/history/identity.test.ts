import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { calendarDocuments } from "../../src/feeds/calendar.ts";
import { feedItems } from "../../src/feeds/item.ts";
import { movedDocuments } from "../../src/formats/moved.ts";
import { statuspageDocuments } from "../../src/formats/statuspage.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { incidentView } from "../../src/views/incident.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit } from "../site/repository.ts";

const SITE = "https://status.example.org/incidents";
const words = {
  "10:10": "Uploads return 503.",
  "10:42": "The object store rejects writes.",
  "10:50": "Another cause.",
};

/** A record with updates of these minutes; its text follows from `said`, which stays when a time is corrected. */
function record(times: Readonly<Record<string, keyof typeof words>>, title = "Uploads failing"): string {
  const updates = Object.entries(times).map(
    ([time, said]) => `## Identified — 2026-11-20 ${time} UTC\n\n${words[said]}\n`,
  );
  return `---\ntitle: ${title}\nseverity: minor\nimpact:\n  - { service: uploads, level: major, from: 2026-11-20 10:02 UTC }\n---\n\n${updates.join("\n")}`;
}

let minute = 0;
function commit(files: NonNullable<ScriptedCommit["files"]>): ScriptedCommit {
  minute++;
  return { at: `2026-11-20T11:${String(minute % 60).padStart(2, "0")}:00Z`, message: "Change", files };
}

const start: ScriptedCommit = { at: "2026-11-20T09:00:00Z", message: "Begin", files: smallSite };
const a = "incidents/2026-11-20-a.md";
const b = "incidents/2026-11-20-b.md";

/** The models of a repository after each of its commits but the first. */
async function models(...commits: readonly ScriptedCommit[]): Promise<SiteModel[]> {
  const made = await Promise.all(
    commits.map(async (_, index) => {
      const { root } = repository(start, ...commits.slice(0, index + 1));
      return (await loadModel(root, { now: Date.parse("2026-11-20T12:00Z") })).model;
    }),
  );
  return made;
}

function ids(model: SiteModel | undefined): string[] {
  return model ? feedItems(model).map(({ id }) => id.replace(SITE, "")) : [];
}

function urls(model: SiteModel | undefined): string[] {
  return model ? feedItems(model).map(({ url }) => url.replace(SITE, "")) : [];
}

const first = "/2026-11-20-a/#update-2026-11-20-1010";
const second = "/2026-11-20-a/#update-2026-11-20-1042";

describe("The ids of entries", () => {
  test("stay when a file is renamed, and lead to where it is now", async () => {
    const [before, after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: null, [b]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
    );
    expect(ids(before)).toEqual([second, first]);
    expect(ids(after)).toEqual([second, first]);
    expect(urls(after)).toEqual(ids(after).map((id) => id.replace("-a/", "-b/")));
  });

  test("stay when a time is corrected, and the address that was sent out leads to the update", async () => {
    const [before, after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:10": "10:10", "10:37": "10:42" }) }),
    );
    expect(ids(after)).toEqual(ids(before));
    expect(urls(after)).toEqual(["/2026-11-20-a/#update-2026-11-20-1037", first]);
    const timeline = after?.timelinesById.get("2026-11-20-a");
    const updates = after && timeline ? incidentView(after, timeline).updates : [];
    expect(updates.map(({ anchor, former }) => [anchor, former])).toEqual([
      ["update-2026-11-20-1037", ["update-2026-11-20-1042"]],
      ["update-2026-11-20-1010", []],
    ]);
  });

  test("stay when the zone of a whole record is corrected, where one update gets the time of another", async () => {
    const [before, after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:42": "10:10", "11:14": "10:42" }) }),
    );
    expect(ids(after)).toEqual(ids(before));
    expect(urls(after)).toEqual(["/2026-11-20-a/#update-2026-11-20-1114", second]);
    const timeline = after?.timelinesById.get("2026-11-20-a");
    const updates = after && timeline ? incidentView(after, timeline).updates : [];
    // The old address of the later one is the other's now.
    expect(updates.map(({ former }) => former)).toEqual([[], ["update-2026-11-20-1010"]]);
  });

  test("are none that another update had, though it has that minute now", async () => {
    const [, , after] = await models(
      commit({ [a]: record({ "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:37": "10:42" }) }),
      commit({ [a]: record({ "10:37": "10:42", "10:42": "10:50" }) }),
    );
    expect(ids(after)).toEqual([`${second}~2`, second]);
    expect(urls(after)).toEqual([second, "/2026-11-20-a/#update-2026-11-20-1037"]);
  });

  test("are new where another time and other words stand in the place of an update", async () => {
    const [, after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:10": "10:10", "10:55": "10:50" }) }),
    );
    expect(ids(after)).toEqual(["/2026-11-20-a/#update-2026-11-20-1055", first]);
  });

  test("are new where another update is published in the minute of one that was taken back", async () => {
    const [, , after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:10": "10:10" }) }),
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:50" }) }),
    );
    expect(ids(after)).toEqual([`${second}~2`, first]);
  });

  test("are each one's own where a branch corrects the zone and is merged after an update", async () => {
    const {
      root,
      commit: add,
      git,
    } = repository(start, commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }));
    git("checkout", "-q", "-b", "zone");
    add(commit({ [a]: record({ "10:42": "10:10", "11:14": "10:42" }) }));
    git("checkout", "-q", "main");
    add(commit({ "incidents/2026-11-20-c.md": record({ "10:20": "10:50" }, "Downloads failing") }));
    for (const strategy of ["ours", "ort"]) {
      git("checkout", "-q", "-b", strategy, "main");
      git("merge", "-q", "--no-ff", "-s", strategy, "-m", "Merge", "zone");
      const { model } = await loadModel(root, { now: Date.parse("2026-11-20T12:00Z") });
      expect(
        ids(model).filter((id) => id.includes("-a/")),
        strategy,
      ).toEqual([second, first]);
    }
  });

  test("are the same again when a commit is reverted", async () => {
    const [before, , after] = await models(
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
      commit({ [a]: record({ "10:10": "10:10" }) }),
      commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
    );
    expect(ids(after)).toEqual(ids(before));
  });

  test("are none that a renamed record had, though another one has its name now", async () => {
    const [, , after] = await models(
      commit({ [a]: record({ "10:10": "10:10" }) }),
      commit({ [a]: null, [b]: record({ "10:10": "10:10" }) }),
      commit({ [a]: record({ "10:10": "10:50" }, "Downloads failing") }),
    );
    expect(ids(after).toSorted()).toEqual([first, "/2026-11-20-a~2/#update-2026-11-20-1010"]);
    expect(new Set(urls(after))).toEqual(new Set([first, first.replace("-a/", "-b/")]));
  });
});

test("A calendar's event stays the same event when its file is renamed", async () => {
  const work =
    "---\ntitle: Maintenance\nkind: maintenance\nimpact:\n  - { service: uploads, level: maintenance }\nscheduled: { from: 2026-11-22 10:00 UTC, to: 2026-11-22 11:00 UTC }\n---\n\n## Scheduled — 2026-11-20 10:00 UTC\n\nDisks.\n";
  const [before, after] = await models(commit({ [a]: work }), commit({ [a]: null, [b]: work }));
  const uids = [before, after].map((model) => {
    const file = model && [...calendarDocuments(model)].find(({ path }) => path === "/maintenance.ics");
    return /^UID:.*$/m.exec(String(file?.body))?.[0];
  });
  expect(uids).toEqual([expect.stringContaining("2026-11-20-a@"), uids[0]]);
});

/** Former addresses, and where their pages lead. */
function moved(model: SiteModel | undefined): string[][] {
  return Array.from(model ? movedDocuments(model) : [], ({ path, body }) => [
    path,
    /<a href="([^"]*)/.exec(String(body))?.[1] ?? "",
  ]);
}

test("Former addresses of a renamed incident and service, and of their histories, lead to the present ones", async () => {
  const uploads = smallSite["content/services/uploads.md"];
  const own = record({ "10:10": "10:10" });
  const [before, after, again] = await models(
    commit({ [a]: own }),
    commit({
      [a]: null,
      [b]: own.replace("service: uploads", "service: sending"),
      "content/services/uploads.md": null,
      "content/services/sending.md": uploads ?? null,
    }),
    commit({
      [a]: record({ "10:10": "10:50" }, "Downloads failing").replace("service: uploads", "service: sending"),
    }),
  );
  expect(moved(before)).toEqual([]);
  const services = [
    ["/services/uploads/index.html", "https://status.example.org/services/sending/"],
    ["/services/uploads/history/index.html", "https://status.example.org/services/sending/history/"],
  ];
  expect(moved(after).toSorted()).toEqual(
    [
      ["/incidents/2026-11-20-a/index.html", `${SITE}/2026-11-20-b/`],
      ["/incidents/2026-11-20-a/history/index.html", `${SITE}/2026-11-20-b/history/`],
      ...services,
    ].toSorted(),
  );
  // Another incident is there now.
  expect(moved(again)).toEqual(services);
});

test("Clients of Statuspage's API know a renamed incident and its updates by their ids, and find it by its address", async () => {
  const [before, after] = await models(
    commit({ [a]: record({ "10:10": "10:10", "10:42": "10:42" }) }),
    commit({ [a]: null, [b]: record({ "10:10": "10:10", "10:37": "10:42" }) }),
  );
  const [was, is] = [before, after].map((model) => {
    const file =
      model && [...statuspageDocuments(model)].find(({ path }) => path === "/api/v2/incidents.json");
    const { incidents } = JSON.parse(String(file?.body)) as {
      readonly incidents: readonly {
        readonly id: string;
        readonly shortlink: string;
        readonly incident_updates: readonly { readonly id: string; readonly incident_id: string }[];
      }[];
    };
    return incidents.map(({ id, shortlink, incident_updates: updates }) => ({
      ids: [id, ...updates.flatMap((one) => [one.id, one.incident_id])],
      shortlink,
    }));
  });
  expect(is?.map(({ ids }) => ids)).toEqual(was?.map(({ ids }) => ids));
  expect(was?.[0]?.ids.slice(0, 2)).toEqual(["2026-11-20-a", "2026-11-20-a#update-2026-11-20-1042"]);
  expect([was, is].map((one) => one?.[0]?.shortlink)).toEqual([
    `${SITE}/2026-11-20-a/`,
    `${SITE}/2026-11-20-b/`,
  ]);
});
