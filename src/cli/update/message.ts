import type { Template } from "../../records/template.ts";
import { quoted } from "../git.ts";
import { type Input, type Io, switchOption, textOption, UsageError } from "../verb.ts";
import { edit, editorOf, withoutRemarks } from "./editor.ts";
import { type Facts, fillTemplate, placeholders } from "./template.ts";

/** The text of an update, and the file in which it waits until it is written down. */
export interface Message {
  readonly text: string;
  /** Where an edited text is kept if it cannot be used; nothing for a text that was given. */
  readonly file?: string;
  /** To be called once the text is written down. */
  discard(): void;
}

/**
 * The text of an update: `--message` (`-` for standard input), a template with what is known filled in, the editor, or
 * one line that is asked for. Throws `UsageError` if there is none.
 */
export async function readMessage(
  template: Template | undefined,
  facts: Facts,
  input: Input,
  io: Io,
): Promise<Message> {
  const given = textOption(input, "message");
  if (given !== undefined && template) {
    throw new UsageError("--message and --template are both given. Leave one out.");
  }
  if (given !== undefined) return whole(given === "-" ? withoutRemarks(await io.stdin()) : given);
  const draft = template ? fillTemplate(template.body, facts) : "";
  const editor = editorOf(io);
  if (editor !== undefined && (draft === "" || placeholders(draft).length > 0)) {
    const edited = edit(editor, draft, remarks(facts), io);
    tellPlaceholders(edited.text, input, io);
    return edited;
  }
  if (draft !== "") {
    tellPlaceholders(draft, input, io);
    return whole(draft);
  }
  if (io.interactive && io.ask)
    return whole(await io.ask(`What do readers need to know of "${facts.title}"? `));
  throw new UsageError(
    'there is no text. Give --message "Uploads fail for about half of all requests.", --message - to read it from standard input, or --template ID.',
  );
}

/** Runs what may fail, and tells where the edited text is if it does. */
export async function keeping<T>(message: Message, work: () => Promise<T> | T): Promise<T> {
  try {
    const result = await work();
    message.discard();
    return result;
  } catch (error) {
    if (message.file === undefined || !(error instanceof Error)) throw error;
    throw new UsageError(
      `${error.message}\nYour text is kept in ${message.file}. Mend it there, and run this again with: --message - < ${quoted(message.file)}`,
    );
  }
}

function whole(text: string): Message {
  if (text.trim() === "") throw new UsageError("the text is empty, so nothing was written.");
  return { text: text.trim(), discard: () => undefined };
}

/** Throws `UsageError` if `--commit` would publish a placeholder of a template. */
export function requireFilled(text: string, input: Input): void {
  const left = placeholders(text);
  if (left.length === 0 || !switchOption(input, "commit")) return;
  throw new UsageError(
    `nothing was written, because --commit would publish what is still to be filled in: ${left.join(", ")}. Leave --commit out and fill it in in the file, or give the text with --message.`,
  );
}

function tellPlaceholders(text: string, input: Input, io: Io): void {
  const left = placeholders(text);
  if (left.length === 0 || switchOption(input, "commit")) return;
  io.err(`Still to be filled in, and reported by daymark check until then: ${left.join(", ")}\n`);
}

function remarks(facts: Facts): string[] {
  return [
    "",
    `${facts.title} (${facts.id})`,
    `Status of this update: ${facts.status}`,
    "",
    "Write Markdown. Say what fails and for whom, what works, and what readers can do.",
    "Headings inside of an update begin with ### (### Known, ### Not known, ### Doing are shown as blocks).",
    "An empty text writes nothing.",
  ];
}
