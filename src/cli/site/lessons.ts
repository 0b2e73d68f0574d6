import type { AstroInlineConfig } from "astro";
import { lessonIds, lessonText } from "../../lessons.ts";
import { currentSite } from "../../site.ts";

type VitePlugin = NonNullable<NonNullable<AstroInlineConfig["vite"]>["plugins"]>[number];

/** What pages import: the texts of all public reports in MDX, by id. */
const INDEX = "virtual:daymark/lessons";
const TEXT = /^\0?daymark-lesson:(.+)\.mdx$/;

/**
 * Gives Vite the texts of reports as modules. They come from the model and not from the disk, so that what is compiled is
 * what was checked, and is an earlier version where the file cannot be read.
 */
export function lessonModules(): VitePlugin {
  return {
    name: "daymark-lessons",
    resolveId: (id: string) => (id === INDEX || TEXT.test(id) ? `\0${id}` : undefined),
    load(id: string) {
      if (id === `\0${INDEX}`) return indexModule(lessonIds(currentSite()));
      const text = lessonText(currentSite(), TEXT.exec(id)?.[1] ?? "");
      // An empty front matter of ours: one at the beginning of the text would tell Astro of a layout to import.
      return text === undefined ? undefined : `---\n---\n\n${text}`;
    },
  };
}

function indexModule(ids: readonly string[]): string {
  const imports = ids.map(
    (id, index) => `import { Content as l${index} } from ${JSON.stringify(`daymark-lesson:${id}.mdx`)};`,
  );
  const entries = ids.map((id, index) => `[${JSON.stringify(id)}, l${index}]`);
  return `${imports.join("\n")}\nexport const texts = new Map([${entries.join(", ")}]);\n`;
}
