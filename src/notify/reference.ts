import { z } from "zod";
import type { Mistake } from "../records/problem.ts";
import { quote } from "../records/quote.ts";
import { type Mailbox, parseMailbox } from "./mailbox.ts";

/*
 * Values of daymark.notify.yaml that may, or must, come from the environment.
 */

/** The value of an environment variable; undefined where it is not set, and null where it is not to be used. */
export type Lookup = (name: string) => string | undefined | null;

const REFERENCE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;
/** Whether a value is a reference that was not looked up. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** What is expected where a secret must be named. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is what people write
export const AS_REFERENCE = 'the name of an environment variable, such as "${NOTIFY_URL}"';

/** What a text must be: `found` is not part of it, because it may be a secret. */
export type Check<T> = (text: string) => T | Omit<Mistake, "found">;

/** A value that may be a reference to an environment variable. With `secret` it must be one. */
export function value<T>(lookup: Lookup, check: Check<T>, unread: (reference: string) => T, secret = false) {
  return z.string().transform((text, context): T => {
    const name = REFERENCE.exec(text.trim())?.[1];
    const fail = (mistake: Mistake): never => {
      context.addIssue({ code: "custom", message: mistake.message, params: { mistake } });
      return z.NEVER;
    };
    if (name === undefined && (secret || text.includes("${"))) return fail(literal(text, secret));
    const looked = name === undefined ? text : lookup(name);
    if (looked === null) return unread(text.trim());
    if (looked === undefined || looked === "") return fail(unset(name ?? text));
    const checked = check(looked.trim());
    return isMistake(checked)
      ? fail({ ...checked, found: name === undefined ? quote(text) : `the value of ${name}` })
      : checked;
  });
}

function isMistake(result: unknown): result is Omit<Mistake, "found"> {
  return typeof result === "object" && result !== null && "hint" in result;
}

function literal(text: string, secret: boolean): Mistake {
  if (!secret) {
    return {
      code: "value-invalid",
      message: "A reference to an environment variable must be the whole value.",
      found: quote(text),
      expected: AS_REFERENCE,
      hint: "Put the whole value into the variable.",
    };
  }
  return {
    code: "value-invalid",
    message: "This is a secret, and this file is no place for one.",
    found: `a text of ${text.length} characters`,
    expected: AS_REFERENCE,
    hint: "Put the value into an environment variable (a secret of the CI system), and write its name here. If this file was ever committed, make a new secret: git keeps the old one.",
  };
}

function unset(name: string): Mistake {
  return {
    code: "value-invalid",
    message: `The environment variable ${name} is not set, or empty.`,
    found: "nothing",
    expected: "the value in the environment of this command",
    hint: `Set ${name}; in CI, hand the secret to the step.`,
  };
}

/** Names of this machine. */
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

export function checkAddress(text: string): string | Omit<Mistake, "found"> {
  const url = URL.parse(text);
  const expected = "an address that begins with https://; http:// on this machine (localhost) only";
  if (!url || /[\s\p{Cc}]/u.test(text)) {
    return { code: "url-invalid", message: "This is no address.", expected, hint: "Write it whole." };
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOCAL.test(url.hostname))) {
    return {
      code: "url-invalid",
      message: "Messages and secrets travel encrypted only.",
      expected,
      hint: "Use the https address.",
    };
  }
  if (url.username !== "" || url.password !== "") {
    const hint = "Remove what stands before the @.";
    return { code: "url-invalid", message: "The address has a name or a password in it.", expected, hint };
  }
  return text;
}

export function checkSecret(text: string): string | Omit<Mistake, "found"> {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  return {
    code: "value-invalid",
    message: "This secret has a space or a character in it that cannot be sent.",
    expected: "visible ASCII characters",
    hint: "Copy the secret again, without line breaks.",
  };
}

export function checkHost(text: string): string | Omit<Mistake, "found"> {
  if (/^[A-Za-z0-9.-]{1,253}$|^::1$/.test(text)) return text;
  return {
    code: "value-invalid",
    message: "This is no name of a host.",
    expected: "a name such as smtp.example.org",
    hint: "Write the name alone, without a protocol and a port.",
  };
}

export function checkText(text: string): string | Omit<Mistake, "found"> {
  if (!/\p{Cc}/u.test(text)) return text;
  return {
    code: "value-invalid",
    message: "This value has a line break or a control character in it.",
    expected: "one line",
    hint: "Remove the character.",
  };
}

/** Matrix spec, appendix "Room IDs": `!` and what the server made up, with or without its name. */
export function checkRoom(text: string): string | Omit<Mistake, "found"> {
  if (/^![^\p{Cc}]{1,254}$/u.test(text)) return text;
  return {
    code: "value-invalid",
    message: "This is no id of a room.",
    expected: "an id that begins with !, such as !abc:example.org",
    hint: "Copy the internal room ID from the room's advanced settings; an alias (#…) is none.",
  };
}

/** RFC 2369, section 3.2: a page or a mail address. */
export function checkUnsubscribe(text: string): string | Omit<Mistake, "found"> {
  return /^mailto:[^\s<>,\p{Cc}]{1,500}$/u.test(text) ? text : checkAddress(text);
}

export function checkMailbox(text: string): Mailbox | Omit<Mistake, "found"> {
  return (
    parseMailbox(text) ?? {
      code: "value-invalid",
      message: "This is no mail address.",
      expected: "ann@example.org, or Ann <ann@example.org>",
      hint: "Write one address for each entry.",
    }
  );
}

/** Whether a host is this machine, or not known yet. */
export function isLocal(host: string): boolean {
  return LOCAL.test(host) || host === "::1" || isReference(host);
}
