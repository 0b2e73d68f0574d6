import { expect, test } from "vitest";
import { readKnown, readMessages } from "../../src/notify/feed.ts";
import { passes } from "../../src/notify/filter.ts";
import { parseMailbox } from "../../src/notify/mailbox.ts";
import { distFiles } from "../cli/notify/dist.ts";
import { plain } from "./hostile.ts";

const feed = (changes: object = {}): unknown => {
  const value = JSON.parse(distFiles([{ name: "a" }])["feed.json"] ?? "");
  return { ...value, items: [{ ...value.items[0], ...changes }] };
};

test("a feed's entry becomes a message of which nothing can be mistaken", () => {
  const read = readMessages(
    feed({
      title: "  a\r\nBcc: b\u2028c\u202ed\u0000 \u001b[2J\ud800 ",
      url: "https://status.example.org/a|b'<c>(d)#e",
    }),
  );
  if (typeof read === "string") throw new Error(read);
  expect(read.messages[0]?.title).toBe("a Bcc: b cd [2J\ufffd");
  expect(read.messages[0]?.url).toBe("https://status.example.org/a%7Cb%27%3Cc%3E%28d%29#e");
  expect(read.messages[0]?.id).toBe("https://status.example.org/incidents/a/#update");
});

test("what is no feed of Daymark is said in words", () => {
  expect(readKnown(undefined)).toBe("the document: Invalid input: expected object, received undefined");
  expect(readMessages(feed({ _daymark: undefined }))).toBe(
    "items.0._daymark: Invalid input: expected object, received undefined",
  );
  expect(readMessages(feed({ url: "javascript:alert(1)" }))).toBe("items.0.url: expected a web address");
  expect(readMessages(feed({ date_published: "yesterday" }))).toBe(
    "items.0.date_published: Invalid ISO datetime",
  );
});

test("a severity passes if it is as bad as asked for, or not known", () => {
  const policy = { severities: ["critical", "major", "minor"], groups: new Map() };
  const severities = ["critical", "major", "minor", "unheard-of", undefined].map((severity) =>
    passes({ severity: "major" }, { ...plain, severity }, policy),
  );
  expect(severities).toEqual([true, true, false, true, false]);
});

test("a mailbox is one address, and nothing that could be more", () => {
  expect(parseMailbox("ann@example.org")).toEqual({ name: "", address: "ann@example.org" });
  expect(parseMailbox('"Lee, Ann" <ann@example.org>')).toEqual({
    name: "Lee, Ann",
    address: "ann@example.org",
  });
  for (const text of [
    "ann",
    "ann@example.org, ben@example.org",
    "ann@example.org\r\nBcc: x@example.org",
    "Ann <ann@example.org> x",
    "<a@b> <c@d",
    "a b@example.org",
    "a@[127.0.0.1]",
    `${"a".repeat(65)}@example.org`,
  ]) {
    expect(parseMailbox(text), text).toBeUndefined();
  }
});
