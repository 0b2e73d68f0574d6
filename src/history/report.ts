/** A status that lets everybody read a postmortem, alone on its line. */
const PUBLIC_STATUS = /^status[ \t]*:[ \t]*(["']?)(?:in-review|final|superseded)\1[ \t]*(?:#.*)?$/;

/**
 * Whether a postmortem that cannot be read says plainly that it is public: its front matter has the key `status`, and
 * nothing but public words there. A merge conflict between a draft and a final report does not.
 */
export function saysPublic(text: string): boolean {
  const lines = frontLines(text).filter((line) => /^["']?status\b/.test(line));
  return lines.length > 0 && lines.every((line) => PUBLIC_STATUS.test(line));
}

/** The lines above the second fence: what stands below it is text. Without one, anything may be meant as front matter. */
function frontLines(text: string): string[] {
  const lines = text.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith("---"));
  return end === -1 ? lines : lines.slice(0, end);
}
