import type { Mistake, ProblemCode } from "../problem.ts";
import { quote } from "../quote.ts";

/** A wording that helps no reader, and what to write in its place. */
interface Wording {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** People as texts name them: only what people did, or did not do, is blame. Machines fail to do things all the time. */
const WHO =
  "(?:I|we|he|she|you|someone|somebody|no ?body|no one|(?:the|an?|our|one|one of the) (?:[a-z]+[- ]){0,2}(?:team|operator|engineer|maintainer|developer|administrator|admin|author|reviewer|responder|commander|contributor|colleague|person|volunteer)s?)";

/**
 * Blame. Each entry was held against 23 reports of a real project: those with hits that were mostly machines are bound
 * to a person.
 */
const BLAME: readonly Wording[] = [
  {
    pattern: /\b(?:human|operator|operational|pilot) errors?\b/gi,
    instead: "Write what made the wrong step easy to take, and hard to notice.",
  },
  {
    pattern: /\broot[- ]causes?\b/gi,
    instead: 'Write "contributing factors": there is never only one.',
  },
  {
    pattern: new RegExp(
      String.raw`\b${WHO} (?:should|could|ought to) (?:not |never )?have\b(?! (?:an?|the|some\w*|any\w*|more|no|our|better|to)\b)`,
      "gi",
    ),
    instead: "Write what they did, and what they could see at that time.",
  },
  {
    pattern:
      /\bshould (?:not |never )?have been (?:noticed|caught|spotted|seen|known|checked|tested|reviewed|done|obvious|prevented)\b/gi,
    instead: "Write what happened, and which change would make it happen otherwise.",
  },
  {
    pattern: new RegExp(String.raw`\b${WHO} (?:failed|neglected|omitted) to\b`, "gi"),
    instead: "Write what they did in its place, and why it made sense to them.",
  },
  {
    pattern:
      /\b(?:careless|negligent|incompetent|stupid|sloppy|reckless|thoughtless)(?:ly|ness)?\b|\b(?:negligence|incompetence|stupidity)\b/gi,
    instead: "Leave the judgement out, and write what happened.",
  },
  {
    pattern:
      /\b(?:my|your|his|her|our|their|[a-z]+['’]s) (?:own )?fault\b|\b(?:who|he|she|they) (?:is|are|was|were) at fault\b|(?<!git )\bblame[ds]?\b|\bblaming\b/gi,
    instead: "Write what contributed; nobody is looking for somebody.",
  },
  {
    pattern: new RegExp(String.raw`\b${WHO} (?:had )?(?:forgot|forgotten)\b|(?<=\w )\bforgot to\b`, "gi"),
    instead: "Write that the step was left out, and what would have shown it.",
  },
  {
    pattern: /\bmistakes? (?:made )?by\b|\bmade (?:a|the|this) mistake\b/gi,
    instead: "Write what was done, and what made it look right.",
  },
  {
    pattern: /\b(?:did not|didn['’]t|never) bother(?:ed)?\b/gi,
    instead: "Write what was done and what was not, without a motive.",
  },
  {
    pattern: /\b(?:be|been) more careful\b|\bpa(?:y|id) (?:more|closer|better) attention\b/gi,
    instead: "Write what will be changed: people are careful already.",
  },
];

/** Guesses that are told as findings. What somebody believed at the time of the incident is a fact: "seemed" is none. */
const SPECULATION: readonly Wording[] = [
  {
    pattern:
      /\b(?:presumably|apparently|for some reason)\b|\bperhaps (?:because|due|this|that|it|the)\b|\bmaybe (?:because|due|it|the|earlier|later)\b/gi,
    instead: "Say what is known and how; put the rest under openQuestions.",
  },
  {
    pattern:
      /\b(?:(?:was|were|had|has) probably|probably (?:because|due|caused|related|the (?:result|reason))|(?:most )?likely (?:because|due|caused|related|an?|the))\b/gi,
    instead: "Say what speaks for it, or put it under openQuestions.",
  },
  {
    pattern:
      /(?<!\b(?:do|did) )\b(?:I|we) (?:still )?(?:think|believe|suspect|guess|assume)\b|\b(?:is|are) (?:believed|thought|assumed) to\b|\bit is (?:believed|suspected|assumed|thought|possible) that\b/gi,
    instead: "Say what speaks for it, or put it under openQuestions.",
  },
  {
    pattern:
      /\bmust have (?:been|had|caused|come|happened)\b|\b(?:seems?|appears?) to (?:have (?:been |caused|come)|be (?:caused|causing|due|related|because)|come|stem)\b/gi,
    instead: "Say what was seen, or put it under openQuestions.",
  },
];

/** A wording that was found, and where it stands in its text. */
export interface FoundWording {
  readonly index: number;
  readonly word: string;
  readonly mistake: Mistake;
}

/** Words of blame, and of speculation unless `guesses` may stand there, in the order of an English text. What is quoted is somebody else's. */
export function wordingsIn(text: string, guesses: "told" | "allowed"): FoundWording[] {
  const found = [
    ...findAll(text, BLAME, "wording-blame", "These words look for somebody to blame."),
    ...(guesses === "allowed"
      ? []
      : findAll(text, SPECULATION, "wording-speculation", "These words tell a guess as a finding.")),
  ];
  return found.filter(({ index }) => !isQuoted(text, index)).sort((a, b) => a.index - b.index);
}

function findAll(
  text: string,
  wordings: readonly Wording[],
  code: ProblemCode,
  message: string,
): FoundWording[] {
  return wordings.flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(({ index, 0: word }) => {
      const expected = code === "wording-blame" ? "what happened and why it made sense" : "what is known";
      return { index, word, mistake: { code, message, found: quote(word), expected, hint: instead } };
    }),
  );
}

function isQuoted(text: string, index: number): boolean {
  const before = text.slice(0, index);
  const straight = before.split('"').length % 2 === 0 && text.includes('"', index);
  return straight || before.lastIndexOf("“") > before.lastIndexOf("”");
}
