import { rmSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { smallSite } from "../../site/build.ts";
import { repository } from "../../site/repository.ts";
import { daymark } from "../terminal.ts";
import { receiver } from "./receiver.ts";

const head =
  "---\ntitle: API down\nseverity: major\nimpact:\n  - { service: api, level: major, from: 2026-11-20T22:30Z }\n---\n";
const first = "\n## Investigating — 2026-11-20 22:40 UTC\n\nIt is *down*.\n";
const second =
  "\n## Identified — 2026-11-20 23:10 UTC\n\nThe <!channel> disk, see [docs](https://example.org/x).\n";

test("what became new since a commit is sent, from builds of both commits, and the working tree is left alone", async () => {
  const { url, requests } = await receiver();
  const site = {
    ...smallSite,
    ".gitignore": ".daymark/\n",
    "daymark.notify.yaml": 'webhook:\n  - { id: hook, url: "${HOOK_URL}", secret: "${HOOK_SECRET}" }\n',
  };
  const { root, commit, git, write } = repository();
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const path = "incidents/2026/2026-11-20-api.md";
  commit({ at: "2026-11-20T22:41:00Z", files: { ...site, [path]: head + first } });
  commit({ at: "2026-11-20T23:11:00Z", files: { [path]: head + first + second } });
  write(path, "broken");
  const env = { HOOK_URL: url, HOOK_SECRET: "s3cret" };
  const now = ["--now", "2026-11-21T02:00Z"];

  const unknown = await daymark({ cwd: root, env }, "notify", "--since", "nowhere", ...now);
  expect(unknown.err.split("\n")[0]).toBe(
    "daymark notify: --since nowhere: there is no such commit in this repository. Give a hash, a tag or a branch.",
  );

  const session = await daymark({ cwd: root, env }, "notify", "--since", "HEAD~1", ...now);
  expect(session.code, session.err).toBe(0);
  expect(session.out).toBe("1 message delivered.\n");
  expect(requests.map(({ body }) => JSON.parse(body).update)).toEqual([
    {
      id: "https://status.example.org/incidents/2026-11-20-api/#update-2026-11-20-2310",
      url: "https://status.example.org/incidents/2026-11-20-api/#update-2026-11-20-2310",
      title: "[Identified] API down",
      text: expect.stringContaining("The <!channel> disk, see docs"),
      html: expect.stringContaining("The &lt;!channel&gt; disk"),
      published: "2026-11-20T23:10:00.000Z",
      modified: expect.stringMatching(/Z$/),
      record: "2026-11-20-api",
      kind: "incident",
      status: "identified",
      severity: "major",
      services: ["api"],
    },
  ]);
  expect(git("status", "--short")).toBe(`M ${path}`);
});
