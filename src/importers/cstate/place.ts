/** What a file of a cState site is, by its path: a notice with the name in its address, or nothing that is imported. */
export type Place =
  | { readonly is: "config" }
  | { readonly is: "notice"; readonly name: string }
  | { readonly is: "other"; readonly why: string };

/** Tells what the file at a path is; `why` is a sentence. */
export function placeOf(path: string): Place {
  if (/^(?:config|hugo)\.ya?ml$/.test(path)) return { is: "config" };
  if (/^(?:config|hugo)\.(?:toml|json)$/.test(path)) return other("Only a configuration in YAML is read.");
  if (/(?:^|\/)\.(?:gitkeep|keep)$/.test(path)) return other("It is an empty placeholder file.");
  const inIssues = /^content\/issues\/(?:.*\/)?([^/]+)$/.exec(path);
  if (!inIssues) return other("It is no notice: only content/issues and the configuration are imported.");
  const [, file = ""] = inIssues;
  if (!file.endsWith(".md")) return other("It is no Markdown file.");
  if (file === "_index.md") return other("It is the page of the list, not a notice.");
  const name = file === "index.md" ? (path.split("/").at(-2) ?? "") : file;
  return { is: "notice", name: name.replace(/\.md$/, "") };
}

function other(why: string): Place {
  return { is: "other", why };
}
