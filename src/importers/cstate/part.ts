import type { Tell } from "../importer.ts";
import { type Span, scan } from "../scan.ts";
import { lineAt } from "../text.ts";
import { type Marker, readMarker } from "./marker.ts";
import { readTime, type SourceTime } from "./time.ts";

/** A piece of a notice's text that its site set apart, in the order of the source. */
export interface Part {
  /** The line that begins it; the text before the first such line has none. */
  readonly marker?: Marker;
  /** When it was said, if the source says so: in the marker, or in a `track` shortcode. */
  readonly time?: SourceTime;
  /** Markdown as in the source, less the marker and the `track` shortcode. */
  readonly text: string;
  /** Line of the file on which the text begins. */
  readonly line: number;
}

/** Takes the text of a notice apart at its markers and at cState's `track` shortcodes. */
export function splitParts(body: string, firstLine: number, tell: Tell): Part[] {
  return splitAtMarkers(body, firstLine)
    .flatMap((part) => splitAtTracks(part, tell))
    .filter((part) => part.marker || part.time || part.text.trim() !== "");
}

function splitAtMarkers(body: string, firstLine: number): Part[] {
  const spans = scan(body);
  const parts: Part[] = [];
  let marker: Marker | undefined;
  let line = firstLine;
  let lines: string[] = [];
  const finish = (): void => {
    const text = lines.join("\n");
    parts.push({ ...(marker && { marker }), ...(marker?.time && { time: marker.time }), text, line });
  };
  let offset = 0;
  for (const [index, text] of body.split("\n").entries()) {
    const found = readMarker(text);
    if (found && !isInside(spans, offset)) {
      finish();
      marker = found;
      line = firstLine + index;
      lines = [found.rest];
    } else {
      lines.push(text);
    }
    offset += text.length + 1;
  }
  finish();
  return parts;
}

function isInside(spans: readonly Span[], offset: number): boolean {
  return spans.some((span) => span.start < offset && offset < span.end);
}

const TRACK = /^\{\{[<%]\s*track\s+(["'`]?)(?<time>[\s\S]*?)\1\s*[>%]\}\}$/;

interface Track extends Span {
  readonly time: SourceTime;
}

/**
 * A `track` shortcode dates the paragraph that it ends. Where a part has several, each but the first begins a part
 * of its own with its paragraph.
 */
function splitAtTracks(part: Part, tell: Tell): Part[] {
  const tracks = tracksOf(part, tell);
  if (tracks.length === 0) return [part];
  const { text } = part;
  const starts = tracks.map((track, index) => {
    const before = tracks[index - 1];
    return before ? before.end + paragraphStart(text.slice(before.end, track.start)) : 0;
  });
  return tracks.map((track, index) => {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? text.length;
    return {
      ...(index === 0 && part.marker && { marker: part.marker }),
      time: track.time,
      text: text.slice(start, track.start).trimEnd() + text.slice(track.end, end),
      line: lineAt(text, start, part.line),
    };
  });
}

function tracksOf({ text, line }: Part, tell: Tell): Track[] {
  const tracks: Track[] = [];
  for (const span of scan(text)) {
    const typed = span.kind === "shortcode" && TRACK.exec(text.slice(span.start, span.end))?.groups?.["time"];
    if (!typed) continue;
    const time = readTime(typed, "usual");
    const at = lineAt(text, span.start, line);
    if (typeof time === "string") tell("kept-as-text", `An update cannot be dated: ${time}`, at);
    else tracks.push({ ...span, time });
  }
  return tracks;
}

/** Where the last paragraph of a text begins. */
function paragraphStart(text: string): number {
  const gap = [...text.matchAll(/\n[ \t]*\n/g)].at(-1);
  return gap ? gap.index + gap[0].length : 0;
}
