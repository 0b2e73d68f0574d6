/** The texts of reports, which the command line gives to Astro (src/cli/site/lessons.ts). */
declare module "virtual:daymark/lessons" {
  import type { AstroComponentFactory } from "astro/runtime/server/index.js";
  /** Texts in MDX, by the id of their report. */
  export const texts: ReadonlyMap<string, AstroComponentFactory>;
}

declare namespace App {
  interface Locals {
    /** The report that a page shows: components in its text take their data from it. */
    lesson?: import("./views/lesson/page.ts").LessonView;
  }
}
