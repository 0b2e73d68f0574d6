import type { SiteModel } from "./model/site.ts";
import { lessonSource } from "./views/lesson/source.ts";

/** Ids of the reports whose texts Astro renders: those in MDX that may be shown. */
export function lessonIds({ postmortems }: SiteModel): string[] {
  return postmortems.filter(({ record }) => record.markup === "mdx").map(({ record }) => record.id);
}

/** The text of one of them, to be compiled; undefined for an id that is none. */
export function lessonText(model: SiteModel, id: string): string | undefined {
  const report = model.postmortemsById.get(id);
  return report?.record.markup === "mdx" ? lessonSource(model, report) : undefined;
}
