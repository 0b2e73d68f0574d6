import { type Problem, problemAt } from "./problem.ts";
import { quote } from "./quote.ts";
import type { Source } from "./source.ts";

/** A line that git puts into a file where two versions do not fit together: seven equal characters, then a name or nothing. */
const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$/;
const FENCE = /^---\s*$/;

/** One place of a file with two versions. All numbers are indexes of lines. */
interface Conflict {
  readonly start: number;
  readonly markers: number[];
  /** `|||||||`, which begins what both versions were made of. */
  base?: number;
  /** `=======`, which begins the second version. */
  middle?: number;
  end?: number;
}

/**
 * Takes the markers of merge conflicts out of a file, one problem for each conflict. Lines become empty instead of
 * going away, so that all others keep their number. In the text both versions stay, because each may be an update that
 * readers need; in YAML, where the two would contradict each other, only the first does.
 */
export function withoutConflicts(source: Source): { source: Source; problems: readonly Problem[] } {
  if (!/^(?:<{7}|>{7})(?: |$)/m.test(source.text)) return { source, problems: [] };
  const lines = source.text.split("\n");
  const conflicts = conflictsIn(lines);
  const problems = conflicts.map((conflict) =>
    conflictProblem(source.file, conflict, lines[conflict.start] ?? ""),
  );
  const opening = firstFence(lines);
  const yamlEnd = source.file.endsWith(".yaml")
    ? lines.length
    : lines.findIndex((line, index) => index > opening && FENCE.test(line));
  for (const { start, markers, base, middle, end } of conflicts) {
    for (const marker of markers) lines[marker] = "";
    if (base !== undefined && middle !== undefined) lines.fill("", base, middle);
    if (middle !== undefined && end !== undefined && start < yamlEnd) lines.fill("", middle, end);
  }
  const fence = firstFence(lines);
  // Front matter begins on the first line, where a marker may have stood.
  if (fence > 0 && conflicts[0]?.start === 0) {
    lines[fence] = "";
    lines[0] = "---";
  }
  return { source: { ...source, text: lines.join("\n") }, problems };
}

function conflictsIn(lines: readonly string[]): Conflict[] {
  const conflicts: Conflict[] = [];
  let open: Conflict | undefined;
  for (const [index, line] of lines.entries()) {
    if (!MARKER.test(line)) continue;
    const sign = line.charAt(0);
    // Seven equal signs may underline a heading, and seven bars be an empty row: only in a conflict are they markers.
    if (!open && (sign === "=" || sign === "|")) continue;
    if (!open || sign === "<") {
      open = { start: index, markers: [] };
      conflicts.push(open);
    }
    open.markers.push(index);
    if (sign === "|") open.base ??= index;
    else if (sign === "=") open.middle ??= index;
    else if (sign === ">") {
      open.end = index;
      open = undefined;
    }
  }
  return conflicts;
}

/** The line that begins the front matter, if nothing but markers and empty lines stand above it; otherwise 0. */
function firstFence(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== "" && !MARKER.test(line));
  return FENCE.test(lines[first] ?? "") ? first : 0;
}

function conflictProblem(file: string, { start, markers }: Conflict, line: string): Problem {
  return problemAt(
    file,
    { line: start + 1, column: 1 },
    {
      code: "conflict-marker",
      message:
        markers.length > 1
          ? "A merge left two versions of this place in the file."
          : "A merge left this line in the file.",
      found: quote(line),
      expected: "one version, without the lines <<<<<<<, ======= and >>>>>>>",
      hint:
        markers.length > 1
          ? "Keep one of the two versions, or both updates in the order of time, and remove the three marker lines."
          : "Remove it, and look whether one version of the text around it is left.",
    },
  );
}
