/** The words of a text with their weights; together they have the length 1. */
export type Terms = ReadonlyMap<string, number>;

/** Words that are kept of each text: those that tell it best from the others. */
const KEPT = 60;
/** More of a text does not change which words tell it from others. */
const LONGEST = 40_000;

/**
 * The words of each text by TF-IDF: a word weighs more the more often the text uses it (its logarithm) and the fewer
 * texts use it. Words of one text alone, and words of more than `common` texts or of more than half of them, lead from
 * none to another and are left out.
 */
export function termsOf(texts: readonly string[], common: number): Terms[] {
  const counts = texts.map((text) => countWords(text.slice(0, LONGEST)));
  const spread = new Map<string, number>();
  for (const own of counts) for (const word of own.keys()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const most = Math.min(common, Math.max(2, texts.length / 2));
  return counts.map((own) => {
    const weighed: [string, number][] = [];
    for (const [word, count] of own) {
      const among = spread.get(word) ?? 1;
      if (among < 2 || among > most) continue;
      weighed.push([word, (1 + Math.log(count)) * Math.log(texts.length / among + 1)]);
    }
    weighed.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const kept = weighed.slice(0, KEPT);
    // The length of the whole text, kept or not: a long text that shares a few words is not alike.
    const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return new Map(kept.map(([word, weight]) => [word, weight / length]));
  });
}

/** How often a text uses each word: letters in any script, in lower case, a plural `s` taken off; no numbers. */
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [found] of text.toLowerCase().matchAll(/\p{L}[\p{L}\p{M}\p{N}]+/gu)) {
    if (found.length < 3 || found.length > 40 || stopWords.has(found)) continue;
    const word = found.length > 4 && /[^isu]s$/.test(found) ? found.slice(0, -1) : found;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** English words that say nothing of what happened, and those that every report has. */
const stopWords: ReadonlySet<string> = new Set(
  `about above after again all also although always another any are around because been before began being below between
  both but came can cannot could did does doing done down during each either else enough even ever every few first
  for found from get gets got had has have having her here him his how however into its itself just last later least
  less like made make many may might more most much must near need needed never new next nobody none nor not nothing
  now off often old once one only onto other others our out over own part parts per place quite rather said same saw
  say says see seen several she should show since some somebody something soon still such take than that the their
  them then there these they thing things this those though three through time times together told too took two
  under until upon use used uses using very want was way well went were what when where whether which while who whole
  whom whose why will with within without would yet you your
  incident incidents report reports user users service services project happened happen problem problems issue issues
  day days hour hours minute minutes week weeks month months utc impact action actions team everybody anybody
  two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand first second third half
  morning noon afternoon evening night usual usually ours ones come comes know known knew exactly whatever anything
  everything example lesson lessons postmortem factor factors review learned
  january february march april june july august september october november december`.split(/\s+/),
);
