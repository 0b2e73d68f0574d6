/**
 * Whether a file, wherever it lies, has keys in its front matter that only a postmortem has. In another folder it may be a
 * draft that nobody may see.
 */
export function looksLikeReport(text: string): boolean {
  const frontMatter = text.slice(0, Math.max(0, text.indexOf("\n---", 3)));
  return /^(?:status[ \t]*:[ \t]*["']?(?:draft|in-review|final|superseded)\b|(?:factors|noActionsReason|openQuestions|evidence)[ \t]*:)/m.test(
    frontMatter,
  );
}
