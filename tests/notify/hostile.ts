import type { Message } from "../../src/notify/message.ts";

/** A message as most are. */
export const plain: Message = {
  id: "https://status.example.org/incidents/2026-11-20-uploads/#update-2026-11-20-1042",
  url: "https://status.example.org/incidents/2026-11-20-uploads/#update-2026-11-20-1042",
  title: "[Identified] Package uploads failing",
  text: "The object store rejects writes in one region.\n\nInstalls are not affected, see https://example.org/a_b?x=1&y=2.",
  html: "<p>The object store rejects writes in one region.</p>\n<p>Installs are not affected.</p>",
  published: Date.parse("2026-11-20T10:42:00Z"),
  modified: Date.parse("2026-11-20T10:42:00Z"),
  record: "2026-11-20-uploads",
  kind: "incident",
  status: "identified",
  severity: "major",
  services: ["uploads", "api"],
  site: { name: "Example status", url: "https://status.example.org/" },
};

/** Texts that call everybody, break out of links, or are something else than text, in one markup or another. */
export const attacks = [
  "@everyone @here @channel @all @room",
  "<!channel> <!here|x> <!everyone> <@U123ABC> <#C123> <!subteam^S1>",
  "<@123456789012345678> <@&123456789012345678> <#123> <t:0:R> </help:1>",
  "~town-square @ann:example.org @ann.lee",
  "[pay here](https://evil.example/) ![x](https://evil.example/p.png)",
  "<https://evil.example/|your bank>",
  "https://evil.example/@everyone/<!channel>",
  "**b** __u__ ~~s~~ ||spoiler|| `code` ```\nblock\n```",
  "# heading\n> quote\n- list\n* list\n1. list\n---\n===",
  "| a | b |\n|---|---|\n| c | d |",
  "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; &amp; &#64;everyone",
  "\\@everyone \\<!channel> \\[a](b) \\\\",
  ":tada: :everyone: $\\LaTeX$",
  "]]> \"quoted\" 'single' \ud83d\ude00 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
];
