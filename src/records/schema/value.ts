import { z } from "zod";
import { parseDuration } from "../duration.ts";
import { parseDay, parseInstant } from "../instant.ts";
import { nearest } from "../nearest.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";

/*
 * The value types that more than one record uses. A mistake found by one of them travels through zod in the
 * `params` of a custom issue and comes out as a problem with its own code.
 */

/** Turns a parser that answers with a value or a mistake into a zod transform. */
export function reading<T extends string | number>(parse: (text: string) => T | Mistake) {
  return (text: string, context: z.RefinementCtx<string>): T => {
    const result = parse(text);
    if (typeof result !== "object") return result;
    context.addIssue({ code: "custom", message: result.message, params: { mistake: result } });
    return z.NEVER;
  };
}

/** An instant with its zone; milliseconds since the epoch. */
export const instant = z
  .string()
  .transform(reading(parseInstant))
  .meta({ description: "A time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC." });

/** A calendar day, `2026-11-20`. */
export const day = z
  .string()
  .transform(reading(parseDay))
  .meta({ description: "A day, such as 2026-11-20." });

/** A length of time, `30m`, `2h`, `14d`; milliseconds. */
export const duration = z
  .string()
  .transform(reading(parseDuration))
  .meta({ description: "A length of time: a whole number and m, h, d or w." });

/** One line of text that is not empty, without characters that no feed could carry. */
export const line = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const trimmed = text.trim();
      const mistake = (message: string, hint: string): Mistake => {
        return { code: "value-invalid", message, found: quote(text), expected: "one line of text", hint };
      };
      if (trimmed === "") return mistake("This text is empty.", "Write at least one word.");
      if (/[\r\n]/.test(trimmed)) {
        return mistake("This text has more than one line.", "Put the rest into the body of the file.");
      }
      if (/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(trimmed)) {
        return mistake("This text has a control character in it.", "Remove the character.");
      }
      return trimmed;
    }),
  )
  .meta({ description: "One line of plain text." });

/** A line of at most so many UTF-16 code units, and what is said of one that is longer. */
export function lineUpTo(
  most: number,
  { message, expected, hint }: { readonly message: string; readonly expected: string; readonly hint: string },
) {
  return line.transform(
    reading((text: string): string | Mistake => {
      if (text.length <= most) return text;
      const found = `${text.length} characters`;
      return {
        code: "value-invalid",
        message,
        found,
        expected: `at most ${most} characters ${expected}`,
        hint,
      };
    }),
  );
}

/** A colour as CSS writes it with six digits. */
export const colour = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      if (/^#[0-9a-f]{6}$/i.test(text)) return text;
      return {
        code: "value-invalid",
        message: "This is no colour.",
        found: quote(text),
        expected: "a number sign and six digits from 0 to f, such as #0b5cad",
        hint: 'Write it in quotes, such as "#0b5cad".',
      };
    }),
  )
  .meta({ description: 'A colour, such as "#0b5cad".' });

/**
 * What a file name, a handle or a group's id may be. Each may become the name of a folder with a page in it: so none is
 * longer than names of folders are, and none is that of the page above it, `index.html`.
 */
export const ID = /^(?![Ii][Nn][Dd][Ee][Xx]\.[Hh][Tt][Mm][Ll]$)[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** An id: letters, digits, `.`, `_` and `-`, at most 200. `hint` says what to write instead of something else. */
export function idWith(hint: string): z.ZodType<string, string> {
  return z.string().transform(
    reading((text: string): string | Mistake => {
      if (ID.test(text)) return text;
      return {
        code: "value-invalid",
        message: "This is no id.",
        found: quote(text),
        expected: "letters, digits, hyphens, dots and underscores, beginning with a letter or digit",
        hint,
      };
    }),
  );
}

/** The id of a record, a person or a group. */
export const id = idWith(
  "Write the name of a file without its folder and ending, or a handle without the @; no spaces.",
).meta({ description: "The id of another record: its file name without folder and ending." });

/** An IANA time zone that this machine knows. */
export const timeZone = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      if (/^[A-Z]/i.test(text) && isAccepted(() => new Intl.DateTimeFormat("en", { timeZone: text })))
        return text;
      return {
        code: "value-invalid",
        message: "This time zone is not known.",
        found: quote(text),
        expected: "an IANA name such as UTC or Europe/Berlin",
        hint: zoneHint(text),
      };
    }),
  )
  .meta({ description: "IANA name of a time zone, such as UTC or Europe/Berlin." });

/** A language tag of BCP 47. */
export const language = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      if (isAccepted(() => Intl.getCanonicalLocales(text)) && text !== "") return text;
      return {
        code: "value-invalid",
        message: "This is no language tag.",
        found: quote(text),
        expected: "a tag such as en, de or pt-BR",
        hint: "Write the language's two letters, and with a hyphen those of the country where it matters.",
      };
    }),
  )
  .meta({ description: "BCP 47 tag of a language, such as en or pt-BR." });

/** People know the city: `Berlin`, `new york`. */
function zoneHint(text: string): string {
  const wanted = text.toLowerCase().replaceAll(" ", "_");
  const zones = Intl.supportedValuesOf("timeZone");
  const zone = zones.find((name) => name.toLowerCase().endsWith(`/${wanted}`)) ?? nearest(wanted, zones);
  return zone ? `Write ${zone}.` : "Look the name up in the IANA time zone database.";
}

function isAccepted(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}

/** An absolute address that a browser may follow: https, http or mailto, without a password in it. */
export const url = z
  .string()
  .transform(reading((value) => parseUrl(value, ["https:", "http:", "mailto:"])))
  .meta({ description: "An absolute address, such as https://example.org/." });

/** The absolute https or http address of a page. */
export const webUrl = z
  .string()
  .transform(reading((value) => parseUrl(value, ["https:", "http:"])))
  .meta({ description: "The absolute address of a page, such as https://example.org/." });

/** The address from which a git repository is cloned. */
export const gitUrl = z
  .string()
  .transform(reading((value) => parseUrl(value, ["https:", "http:", "git:", "ssh:"])))
  .meta({ description: "The address of a git repository, such as https://git.example.org/widget." });

function parseUrl(value: string, protocols: readonly string[]): string | Mistake {
  const mistake = (message: string, hint: string): Mistake => ({
    code: "url-invalid",
    message,
    found: quote(value),
    expected: `an absolute address beginning with ${alternatives(protocols)}`,
    hint,
  });
  const parsed = URL.parse(value.trim());
  if (!parsed) return mistake("This is no absolute address.", addressHint(value.trim(), protocols));
  if (!protocols.includes(parsed.protocol)) {
    return mistake(`Addresses with ${quote(parsed.protocol)} are not allowed.`, "Use an https address.");
  }
  if (parsed.username || parsed.password) {
    return mistake("The address has a user name or a password in it.", "Remove what stands before the @.");
  }
  return value.trim();
}

function addressHint(value: string, protocols: readonly string[]): string {
  if (protocols.includes("mailto:") && /^[^\s@/]+@[^\s@/]+$/.test(value)) return `Write mailto:${value}.`;
  const host = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?$/.test(value);
  return host ? `Write https://${value}.` : "Write it whole, such as https://example.org/page.";
}

/** The path of a file under `public/`, as readers find it: `/logo.svg`. */
export const publicPath = z
  .string()
  .transform(
    reading((value: string): string | Mistake => {
      const path = value.trim();
      if (/^\/(?!\/)[^\s\\]*$/.test(path)) return path;
      return {
        code: "url-invalid",
        message: "This is no path within the site.",
        found: quote(value),
        expected: "the path of a file under public/, beginning with one slash",
        hint: /^[\w.-]+(\/[\w.-]+)*$/.test(path)
          ? `Write /${path.replace(/^public\//, "")}.`
          : "Put the file into public/ and write its path, such as /logo.svg.",
      };
    }),
  )
  .meta({ description: "Path of a file under public/, such as /logo.svg." });
