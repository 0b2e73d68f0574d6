import { describe, expect, test } from "vitest";
import { discordBody } from "../../src/notify/discord.ts";
import { mailText } from "../../src/notify/mail.ts";
import { matrixBody, matrixPath } from "../../src/notify/matrix.ts";
import { mattermostBody } from "../../src/notify/mattermost.ts";
import type { Message } from "../../src/notify/message.ts";
import { slackBody } from "../../src/notify/slack.ts";
import { webhookBody } from "../../src/notify/webhook.ts";
import { websubBody } from "../../src/notify/websub.ts";
import { attacks, plain } from "./hostile.ts";

/*
 * Frozen samples: whoever receives these has code that reads them. A change of one is a breaking change.
 */

const URL_OF = plain.url;

describe("The frozen sample of", () => {
  test("a webhook", () => {
    expect(webhookBody(plain)).toBe(
      `{"version":1,"event":"update.published","site":{"name":"Example status","url":"https://status.example.org/"},"update":{"id":"${URL_OF}","url":"${URL_OF}","title":"[Identified] Package uploads failing","text":"The object store rejects writes in one region.\\n\\nInstalls are not affected, see https://example.org/a_b?x=1&y=2.","html":"<p>The object store rejects writes in one region.</p>\\n<p>Installs are not affected.</p>","published":"2026-11-20T10:42:00.000Z","modified":"2026-11-20T10:42:00.000Z","record":"2026-11-20-uploads","kind":"incident","status":"identified","severity":"major","services":["uploads","api"]}}`,
    );
  });

  test("Slack", () => {
    expect(JSON.parse(slackBody(plain))).toEqual({
      text: "[Identified] Package uploads failing",
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        {
          type: "header",
          text: { type: "plain_text", text: "[Identified] Package uploads failing", emoji: false },
        },
        {
          type: "section",
          text: {
            type: "plain_text",
            text: "The object store rejects writes in one region.\n\nInstalls are not affected, see https://example.org/a_b?x=1&amp;y=2.",
            emoji: false,
          },
        },
        {
          type: "context",
          elements: [
            {
              type: "plain_text",
              text: "incident · major · uploads, api · 2026-11-20 10:42 UTC",
              emoji: false,
            },
          ],
        },
        {
          type: "context",
          elements: [{ type: "mrkdwn", text: `<${URL_OF}|Read on at Example status>`, verbatim: true }],
        },
      ],
    });
  });

  test("Discord", () => {
    expect(JSON.parse(discordBody(plain))).toEqual({
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: "\\[Identified\\] Package uploads failing",
          url: URL_OF,
          description:
            "The object store rejects writes in one region.\n\nInstalls are not affected, see <https://example.org/a_b?x=1&y=2>.",
          color: 0xb3541e,
          timestamp: "2026-11-20T10:42:00.000Z",
          footer: { text: "Example status · incident · major · uploads, api · 2026-11-20 10:42 UTC" },
        },
      ],
    });
  });

  test("Mattermost", () => {
    expect(JSON.parse(mattermostBody(plain))).toEqual({
      text: [
        `#### [\\[Identified\\] Package uploads failing](${URL_OF})`,
        "The object store rejects writes in one region.\n\nInstalls are not affected, see <https://example.org/a_b?x=1&y=2>.",
        "Example status · incident · major · uploads, api · 2026\\-11\\-20 10:\u200b42 UTC",
      ].join("\n\n"),
    });
  });

  test("Matrix", () => {
    expect(JSON.parse(matrixBody(plain))).toEqual({
      msgtype: "m.text",
      body: `[Identified] Package uploads failing\n\n${plain.text}\n\nExample status · incident · major · uploads, api · 2026-11-20 10:42 UTC\n\n${URL_OF}`,
      format: "org.matrix.custom.html",
      formatted_body: `<strong><a href="${URL_OF}">[Identified] Package uploads failing</a></strong><br><br>The object store rejects writes in one region.<br><br>Installs are not affected, see https://example.org/a_b?x=1&amp;y=2.<br><br>Example status · incident · major · uploads, api · 2026-11-20 10:42 UTC`,
      "m.mentions": {},
    });
    expect(matrixPath("!a/b:example.org", "k")).toBe(
      "/_matrix/client/v3/rooms/!a%2Fb%3Aexample.org/send/m.room.message/k",
    );
  });

  test("mail", () => {
    expect(mailText(plain, "aa", "bb")).toEqual({
      subject: "[Identified] Package uploads failing",
      text: `[Identified] Package uploads failing\n\n${plain.text}\n\nincident · major · uploads, api · 2026-11-20 10:42 UTC\n\nRead on: ${URL_OF}\n\n-- \nExample status\nhttps://status.example.org/\n`,
      html: [
        '<!doctype html>\n<html><head><meta charset="utf-8"><title>[Identified] Package uploads failing</title></head><body>',
        `<h1 style="font-size: 1.25em"><a href="${URL_OF}">[Identified] Package uploads failing</a></h1>`,
        plain.html,
        "<p>incident · major · uploads, api · 2026-11-20 10:42 UTC</p>",
        '<p><a href="https://status.example.org/">Example status</a></p>',
        "</body></html>\n",
      ].join("\n"),
      messageId: "<aa@status.example.org>",
      references: "<bb@status.example.org>",
      listId: "<updates.status.example.org>",
    });
  });

  test("a WebSub ping", () => {
    expect(websubBody("https://status.example.org/feed.json?a=1&b")).toBe(
      "hub.mode=publish&hub.url=https%3A%2F%2Fstatus.example.org%2Ffeed.json%3Fa%3D1%26b&hub.topic=https%3A%2F%2Fstatus.example.org%2Ffeed.json%3Fa%3D1%26b",
    );
  });
});

/** Every text in a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const hostile = (attack: string): Message => ({
  ...plain,
  title: attack.replaceAll("\n", " "),
  text: attack,
  services: [attack.replaceAll("\n", " ")],
  site: { ...plain.site, name: attack.replaceAll("\n", " ") },
});

describe("An address in a text", () => {
  const sentences = [
    ["See the docs (https://docs.example.org/x).", "https://docs.example.org/x"],
    ["Is it https://docs.example.org/x?y=1? No!", "https://docs.example.org/x?y=1"],
    ["“https://docs.example.org/x,” they said", "https://docs.example.org/x"],
    ["(https://en.example.org/wiki/Fail_(safe)), too", "https://en.example.org/wiki/Fail_%28safe%29"],
    ["[https://docs.example.org/x/]: *", "https://docs.example.org/x/"],
    ["https://docs.example.org/x_(y", "https://docs.example.org/x_"],
  ] as const;

  test.each(sentences)("of %j ends where the sentence goes on", (text, address) => {
    const [embed] = JSON.parse(discordBody({ ...plain, text })).embeds;
    expect(embed.description).toContain(`<${address}>`);
    expect(JSON.parse(mattermostBody({ ...plain, text })).text).toContain(`<${address}>`);
  });

  test("is none in a title, which is a link itself", () => {
    const message = { ...plain, title: "See (https://docs.example.org/x)" };
    expect(JSON.parse(discordBody(message)).embeds[0].title).toBe("See \\(https://docs.example.org/x\\)");
    expect(JSON.parse(mattermostBody(message)).text).toContain(
      "#### [See \\(https://docs.example.org/x\\)](",
    );
  });
});

test("Mattermost shows no backslash that it does not take, and no formula", () => {
  const text = "A & B < C = d^2, $5 or $6 at 11:12 &#64;all";
  expect(JSON.parse(mattermostBody({ ...plain, text })).text).toContain(
    "A &\u200b B &lt; C = d^2, &#36;5 or &#36;6 at 11:\u200b12 &\u200b\\#64;all",
  );
});

describe("A hostile text", () => {
  test("is nothing but text in Slack: each < is the one of our own link", () => {
    for (const attack of attacks) {
      const strings = stringsIn(JSON.parse(slackBody(hostile(attack))));
      const raw = strings.filter((text) => /[<>]/.test(text));
      expect(raw.length).toBe(1);
      expect(raw[0]).toMatch(/^<https:\/\/status\.example\.org\/[^<>|]*\|[^<>|]*>$/);
      expect(JSON.parse(slackBody(hostile(attack))).text).not.toMatch(/@\w/);
    }
  });

  test("is nothing but text in Discord, where nobody may be mentioned anyway", () => {
    for (const attack of attacks) {
      const { allowed_mentions, content, embeds } = JSON.parse(discordBody(hostile(attack)));
      expect(allowed_mentions).toEqual({ parse: [] });
      expect(content).toBeUndefined();
      for (const text of [embeds[0].title, embeds[0].description] as string[]) {
        const bare = text
          .replace(/<https?:\/\/[^\s<>"\\]+>|https?:\/\/[^\s<>"\\]+/g, "")
          .replace(/\\[!-/:-@[-`{-~]/g, "");
        expect(bare).not.toMatch(/[<>[\]()*_~|`#@\\]/);
      }
    }
  });

  test("is nothing but text in Mattermost, and calls nobody", () => {
    for (const attack of attacks) {
      const { text } = JSON.parse(mattermostBody(hostile(attack))) as { text: string };
      expect(text).not.toMatch(/@[^\u200b]/);
      const own = text.replace(/^#### \[/, "").replace(`](${URL_OF})`, "");
      const bare = own
        .replace(/<https?:\/\/[^\s<>"\\]+>|https?:\/\/[^\s<>"\\]+/g, "")
        .replace(/\\[\\`*{}[\]()#+\-.!_>|~]/g, "")
        .replace(/&(?:lt|#36);/g, "");
      expect(bare).not.toMatch(/[<>[\]*_~|`#\\!{}()$]|[&:][^\u200b]/);
    }
  });

  test("is nothing but text in Matrix, and calls nobody", () => {
    for (const attack of attacks) {
      const content = JSON.parse(matrixBody(hostile(attack)));
      expect(content["m.mentions"]).toEqual({});
      expect(content.formatted_body.replace(/<(?:\/?strong|\/a|br|a href="[^"<>]*")>/g, "")).not.toMatch(
        /[<>"]/,
      );
    }
  });

  test("is nothing but text in the parts of a mail that are not the feed's own HTML", () => {
    for (const attack of attacks) {
      const { html, subject } = mailText(hostile(attack), "aa", "bb");
      expect(html).not.toContain("<script");
      expect(html).not.toContain("<img");
      expect(subject).not.toMatch(/[\r\n]/);
    }
  });

  test("is never cut within a character or an escape, nor longer than the receiver takes", () => {
    for (const attack of [...attacks, "\ud83d\ude00", "<", "&", "*", "@", "a"]) {
      for (const length of [1, 7, 255, 256, 257, 5000]) {
        const long: Message = { ...hostile(attack.repeat(length).slice(0, 60_000)), services: ["api"] };
        const slack = JSON.parse(slackBody(long));
        expect(slack.blocks[0].text.text.length).toBeLessThanOrEqual(150);
        expect(slack.blocks[1].text.text.length).toBeLessThanOrEqual(3000);
        expect(slack.blocks[1].text.text.replace(/&(?:amp|lt|gt);/g, "")).not.toMatch(/[&<>]/);
        const [embed] = JSON.parse(discordBody(long)).embeds;
        expect(embed.title.length).toBeLessThanOrEqual(256);
        expect(embed.description.length).toBeLessThanOrEqual(4096);
        expect(embed.title.length + embed.description.length + embed.footer.text.length).toBeLessThanOrEqual(
          6000,
        );
        expect(embed.title.replace(/\\[!-/:-@[-`{-~]/g, "").endsWith("\\")).toBe(false);
        expect(Buffer.byteLength(matrixBody(long))).toBeLessThanOrEqual(60_000);
        expect(JSON.parse(mattermostBody(long)).text.length).toBeLessThanOrEqual(4000);
        for (const body of [slackBody(long), discordBody(long), mattermostBody(long), matrixBody(long)]) {
          expect(stringsIn(JSON.parse(body)).every((text) => text.isWellFormed())).toBe(true);
        }
      }
    }
  });
});
