import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gatherHistory } from "../../src/history/git/gather.ts";
import { findRepository } from "../../src/history/git/repository.ts";
import { recordFolders } from "../../src/records/file.ts";
import { measure } from "./measure.ts";

const help = `Usage: node tests/bench/history.ts [--records N] [--flat] [--keep]

Makes a repository of N records (default: 10000) with 5 commits each, in folders by year and month or, with --flat, in one
folder, and measures what it costs to read its history: the first time, again, and after one more commit. Asserts nothing.
`;

const COMMITS = 5;
const words = ["Investigating", "Identified", "Update", "Monitoring", "Resolved"];
const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
const file = (path: string, text: string): string => `M 100644 inline ${path}\n${data(text)}`;
const minute = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
const self = fileURLToPath(import.meta.url);
const { values } = parseArgs({
  options: {
    records: { type: "string", default: "10000" },
    flat: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    read: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(help);
else if (values.read !== undefined) await readOnce(values.read);
else await bench(Number(values.records), values.flat);

async function bench(records: number, flat: boolean): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "daymark-history-"));
  const git = (...args: string[]): string => execFileSync("git", ["-C", root, ...args], { encoding: "utf8" });
  git("init", "-q", "-b", "main");
  git("config", "user.name", "Ann");
  git("config", "user.email", "ann@example.org");
  await generate(root, records, flat);
  git("reset", "-q", "--hard");
  const say = (text: string): boolean => process.stdout.write(`${text}\n`);
  say(
    `${records.toLocaleString("en")} records, ${COMMITS} commits each, ${flat ? "one folder" : "folders by year and month"}`,
  );
  for (const what of ["first", "again", "after one more commit"]) {
    if (what.startsWith("after")) {
      execFileSync(
        "sh",
        ["-c", 'f=$(git ls-files incidents | head -1); echo "More." >> "$f"; git commit -qam more'],
        { cwd: root },
      );
    }
    const { wall, memory, code, errors } = await measure(process.execPath, [self, "--read", root]);
    const peak = memory === undefined ? "" : `, ${Math.round(memory / 1e6)} MB`;
    say(
      `${what.padEnd(22)} ${(wall / 1000).toFixed(2)} s with the start of Node.js${peak}; ${code === 0 ? errors.trim() : `exit code ${code}: ${errors}`}`,
    );
  }
  if (values.keep) say(`kept: ${root}`);
  else rmSync(root, { recursive: true, force: true });
}

/** Reads the history of one site and tells how long that took without the start of Node.js. */
async function readOnce(root: string): Promise<void> {
  const started = performance.now();
  const repository = await findRepository(root);
  if ("reason" in repository) throw new Error(repository.reason);
  const cache = join(root, ".daymark", "history");
  const { lineages } = await gatherHistory(root, repository, {
    folders: recordFolders,
    own: recordFolders,
    cache,
  });
  const took = ((performance.now() - started) / 1000).toFixed(2);
  process.stderr.write(`${took} s of it to read ${lineages.length.toLocaleString("en")} files\n`);
}

/** Writes the commits through one `git fast-import`. */
async function generate(root: string, records: number, flat: boolean): Promise<void> {
  const child = spawn("git", ["-C", root, "fast-import", "--quiet"], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  for (const text of commits(records, flat)) {
    if (!child.stdin.write(text)) await new Promise((resolve) => child.stdin.once("drain", resolve));
  }
  child.stdin.end();
  await ended;
}

function* commits(records: number, flat: boolean): Generator<string> {
  const person = (at: number): string =>
    `author Ann <ann@example.org> ${at} +0000\ncommitter Ann <ann@example.org> ${at} +0000\n`;
  const site = "name: Bench\nurl: https://status.example.org\ngroups: [{ id: all, name: All }]\n";
  let at = Date.parse("2010-01-01T00:00Z") / 1000;
  yield `commit refs/heads/main\n${person(at)}${data("Begin")}`;
  yield file("content/site.yaml", site) +
    file("content/services/api.md", "---\nname: API\ngroup: all\n---\n");
  yield file(".gitignore", "dist/\n.daymark/\n");
  for (let record = 0; record < records; record++) {
    at += 40_000;
    const begin = at;
    const [year = "", month = ""] = minute(begin).split("-");
    const id = `${minute(begin).slice(0, 10)}-record-${record}`;
    const path = flat ? `incidents/${id}.md` : `incidents/${year}/${month}/${id}.md`;
    let body = "\nRequests fail for some users.\n";
    for (let commit = 0; commit < COMMITS; commit++) {
      at = begin + commit * 1800;
      const last = commit === COMMITS - 1;
      const end = last ? `\n    to: ${minute(at)} UTC` : "";
      const head = `---\ntitle: Record ${record} fails\nimpact:\n  - service: api\n    level: major\n    from: ${minute(begin)} UTC${end}\n---\n`;
      body += `\n## ${words[commit]} — ${minute(at)} UTC\n\nRequests fail since deployment ${record}; this is step ${commit}.\nThe object store rejects writes in one region.\n`;
      yield `commit refs/heads/main\n${person(at)}${data(`Update ${id}`)}${file(path, head + body)}`;
    }
  }
}
