/**
 * Words of English that questions are made of and that say nothing of what is asked. Pagefind wants every word of a query on
 * a page.
 */
const QUESTION_WORDS: ReadonlySet<string> = new Set(
  `a about after all also am an and any anything are as at be because been before being but by can could did do does done
  every for from get got had has have having he her here him his how i if in into is it its just let me more most my no not
  of on once or other our out over own she should so some something such than that the their them then there these they
  thing things this those through to too under until up very was we were what when where which while who whom why will with
  would you your`.split(/\s+/),
);

/** The words of a query that say what is asked; all of them where none does. `language`: tag of the site's language. */
export function tellingWords(query: string, language: string): string[] {
  const words = query.split(" ").filter((word) => word !== "");
  if (!/^en\b/i.test(language)) return words;
  const telling = words.filter((word) => !QUESTION_WORDS.has(word.toLowerCase().replace(/[^a-z]/g, "")));
  return telling.length === 0 ? words : telling;
}
