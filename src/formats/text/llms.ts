import type { AdvisoryState } from "../../model/advisory.ts";
import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { fixSentence, severityView } from "../../views/advisory/summary.ts";
import { exportPath } from "../../views/export.ts";
import { reportStatusWords } from "../../views/lesson/label.ts";
import {
  absolute,
  advisoryPath,
  glossaryPath,
  incidentPath,
  lessonPath,
  servicePath,
  twinPath,
} from "../../views/page.ts";
import { overallSentence } from "../../views/status.ts";
import { timeView } from "../../views/time.ts";
import { escaped } from "./markdown.ts";

/** How many records that are over are named. */
const LATEST = 20;

/** `/llms.txt` (https://llmstxt.org): what the site is, how things are, and where to read on in Markdown and JSON. */
export function llmsText(model: SiteModel): string {
  const { site, timelines, groups } = model;
  const open = model.open.map((timeline) => recordLine(model, timeline));
  const over = timelines.filter(({ phase }) => phase === "over").slice(0, LATEST);
  const services = groups.flatMap((group) =>
    group.services.map(({ record }) =>
      listed(record.name, absolute(model, twinPath(servicePath(record.id))), group.name),
    ),
  );
  const words =
    model.terms.length > 0
      ? [
          listed(
            "Glossary",
            absolute(model, twinPath(glossaryPath)),
            "what the words of the postmortems mean",
          ),
        ]
      : [];
  const data = [
    listed(
      "Summary",
      absolute(model, "/api/v2/summary.json"),
      "everything about the present, in the shape of Statuspage's API",
    ),
    listed(
      "Incidents",
      absolute(model, "/api/v1/incidents.json"),
      "all incidents, maintenance and notices, in pages",
    ),
    listed("Services", absolute(model, "/api/v1/services.json"), "all services"),
    listed(
      "Uptime",
      absolute(model, "/api/v1/uptime.json"),
      "uptime, its rule and the intervals that it counts",
    ),
    ...(model.postmortems.length > 0
      ? [listed("Postmortems", absolute(model, "/api/v1/lessons.json"), "all postmortems, in pages")]
      : []),
    listed("Export", absolute(model, exportPath), "all records, one JSON object on each line"),
    listed("JSON Feed", absolute(model, "/feed.json"), "every update, newest first, with archives"),
  ];
  const sections = [
    section("Under way and planned", open),
    section("Services", services),
    section(
      "Lately over",
      over.map((timeline) => recordLine(model, timeline)),
    ),
    section(
      "Security advisories",
      model.advisories.slice(0, LATEST).map((state) => advisoryLine(model, state)),
    ),
    section(
      "Postmortems",
      model.postmortems.slice(0, LATEST).map((state) => lessonLine(model, state)),
    ),
    section("Words", words),
    section("Data", data),
  ];
  const about = site.description === undefined ? "" : `> ${escaped(site.description)}\n\n`;
  return `# ${escaped(site.name)}\n\n${about}${escaped(overallSentence(model))}.\nAs of ${timeView(model.now).text}. Times are UTC.\n${sections.join("")}`;
}

function recordLine(model: SiteModel, { record, status, start }: Timeline): string {
  const about = `${statusWord(status)}, ${timeView(start).text}`;
  return listed(record.title, absolute(model, twinPath(incidentPath(record.id))), about);
}

function advisoryLine(model: SiteModel, state: AdvisoryState): string {
  const { record } = state;
  const fix = fixSentence(state);
  const about = `${severityView(state).label}, ${timeView(record.published).text}${fix && `. ${fix}`}`;
  return listed(`${record.id}: ${record.title}`, absolute(model, twinPath(advisoryPath(record.id))), about);
}

function lessonLine(model: SiteModel, { record, start }: PostmortemState): string {
  const about = `${reportStatusWords[record.status].label}, ${timeView(start).text}. ${record.summary}`;
  return listed(record.title, absolute(model, twinPath(lessonPath(record.id))), about);
}

function listed(name: string, href: string, about: string): string {
  return `- [${escaped(name)}](${href}): ${escaped(about)}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n## ${title}\n\n${lines.join("")}`;
}
