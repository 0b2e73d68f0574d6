import type { Collector } from "../collector.ts";
import { linesOf } from "../line.ts";

/**
 * Reads Gemfile.lock as Bundler writes it: sections in capitals at the left, and below `specs:` each gem on a line
 * that is indented by four; its dependencies, indented by six, are ranges.
 */
export function readGemfile(text: string, found: Collector): void {
  let section = "";
  for (const { text: line } of linesOf(text)) {
    if (/^[A-Z]/.test(line)) section = line.trimEnd();
    if (section !== "GEM" && section !== "GIT" && section !== "PATH") continue;
    if (!line.startsWith("    ") || line[4] === " ") continue;
    // A platform follows the first hyphen: versions have none.
    const [, name, version] = /^ {4}([^ ]+) \(([^-)]+)(?:-[^)]*)?\)\s*$/.exec(line) ?? [];
    if (name === undefined || version === undefined) found.leaveOut("unread", line.trim());
    else if (section === "GEM") found.add("RubyGems", name, version);
    else found.leaveOut(section === "GIT" ? "git" : "local", name, { ecosystem: "RubyGems", name });
  }
}
