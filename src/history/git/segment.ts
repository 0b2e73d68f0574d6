import type { FileChange } from "../lineage.ts";
import type { ReadCommit } from "./read.ts";

/** A piece of what is kept of a repository's history. */
export interface Segment {
  readonly commits: readonly ReadCommit[];
  /** The name and length in bytes of each content; -1: not kept. */
  readonly contents: readonly (readonly [hash: string, length: number])[];
}

/*
 * The text is a row of words with NUL between them, which neither paths nor messages can hold: it is taken apart several
 * times as fast as JSON. Lists begin with their length.
 */
const END = "\0";

/** Writes a piece as text. What most commits have in common is left empty: a person is named once, a date given once. */
export function writeSegment({ commits, contents }: Segment): string {
  const people = new Map<string, number>();
  const rows: (string | number)[] = [];
  for (const { hash, author, authored, at, subject, declared, merge, signed, changes } of commits) {
    const person = `${author.name}${END}${author.email}`;
    if (!people.has(person)) people.set(person, people.size);
    const marks = [declared ?? "", merge ? "merge" : "", signed ?? ""].join(",");
    rows.push(hash, people.get(person) ?? 0, at, authored === at ? "" : authored, subject);
    rows.push(marks === ",," ? "" : marks, changes.length);
    for (const { path, from, before, after } of changes)
      rows.push(path, from ?? "", before ?? "", after ?? "");
  }
  const words = [people.size, ...people.keys(), commits.length];
  const index = contents.flat();
  return [words.join(END), rows.join(END), contents.length, index.join(END)].join(END);
}

/** Reads what `writeSegment` wrote. */
export function readSegment(text: string): Segment {
  const words = text.split(END);
  let next = 0;
  const word = (): string => words[next++] ?? "";
  const list = <T>(read: () => T): T[] => {
    const length = Number(word());
    const items: T[] = [];
    for (let index = 0; index < length; index++) items.push(read());
    return items;
  };
  const people = list(() => ({ name: word(), email: word() }));
  const change = (): FileChange => {
    const [path, from, before, after] = [word(), word(), word(), word()];
    const contents = {
      path,
      before: before === "" ? undefined : before,
      after: after === "" ? undefined : after,
    };
    return from === "" ? contents : { ...contents, from };
  };
  const commits = list((): ReadCommit => {
    const hash = word();
    const author = people[Number(word())] ?? { name: "", email: "" };
    const at = Number(word());
    const authored = word();
    const subject = word();
    const [declared, merge, kind] = word().split(",");
    const signed = kind === "ssh" || kind === "other" ? kind : undefined;
    return {
      hash,
      author,
      authored: authored === "" ? at : Number(authored),
      at,
      subject,
      declared: declared === "editorial" || declared === "material" ? declared : undefined,
      merge: merge === "merge",
      signed,
      signature: signed === undefined ? "unsigned" : "unverified",
      ignored: false,
      changes: list(change),
    };
  });
  return { commits, contents: list(() => [word(), Number(word())] as const) };
}
