import { discordBody } from "../../notify/discord.ts";
import { matrixBody, matrixPath } from "../../notify/matrix.ts";
import { mattermostBody } from "../../notify/mattermost.ts";
import type { Message } from "../../notify/message.ts";
import { slackBody } from "../../notify/slack.ts";
import { webhookBody } from "../../notify/webhook.ts";
import { websubBody } from "../../notify/websub.ts";
import type { Instant } from "../../records/instant.ts";
import { attempt, type HttpRequest } from "./http.ts";
import { keyOf, signature } from "./key.ts";
import type { Outcome } from "./outcome.ts";
import { mailPreview, sendMail } from "./smtp.ts";
import type { Place, Target } from "./target.ts";

/** Delivers to one target. */
export interface Courier {
  /** Whether one delivery stands for all messages that wait, as with a hub that is told to look. */
  readonly batch: boolean;
  /** Whether a message carries a key by which its receiver tells a second copy. */
  readonly keyed: boolean;
  /** Tries once. */
  send(messages: readonly Message[], now: Instant): Promise<Outcome>;
  /** What would be sent, for people. */
  preview(messages: readonly Message[], now: Instant): string;
}

const KEYED: readonly Place["type"][] = ["webhook", "matrix", "mail", "websub"];

/** The courier of a target; `feeds` are the feeds of the site. */
export function courierFor({ place }: Target, feeds: readonly string[]): Courier {
  const traits = { batch: place.type === "websub", keyed: KEYED.includes(place.type) };
  if (place.type === "mail") {
    const { entry, to } = place;
    return {
      ...traits,
      send: ([message]) =>
        message ? sendMail(entry, to, message) : Promise.resolve<Outcome>({ kind: "done" }),
      preview: (messages) => messages.map((message) => mailPreview(entry, to, message)).join("\n"),
    };
  }
  const requests = (messages: readonly Message[], now: Instant, dry: boolean): readonly HttpRequest[] =>
    place.type === "websub"
      ? (place.entry.topics ?? feeds).map((topic) => form(place.entry.hub, websubBody(topic)))
      : messages.map((message) => requestOf(place, message, now, dry));
  return {
    ...traits,
    async send(messages, now) {
      for (const request of requests(messages, now, false)) {
        const outcome = await attempt(request, now);
        if (outcome.kind !== "done") return outcome;
      }
      return { kind: "done" };
    },
    preview: (messages, now) => requests(messages, now, true).map(shown).join("\n"),
  };
}

function requestOf(
  place: Exclude<Place, { type: "mail" | "websub" }>,
  message: Message,
  now: Instant,
  dry: boolean,
): HttpRequest {
  switch (place.type) {
    case "webhook": {
      const { url, secret } = place.entry;
      const body = webhookBody(message);
      const seconds = Math.floor(now / 1000);
      const signed = dry ? `t=${seconds},v1=(HMAC-SHA256 with ${secret})` : signature(secret, seconds, body);
      return json("POST", url, body, { "idempotency-key": keyOf(message.id), "daymark-signature": signed });
    }
    case "matrix": {
      const { homeserver, room, token } = place.entry;
      const url = `${homeserver.replace(/\/+$/, "")}${matrixPath(room, keyOf(message.id))}`;
      return json("PUT", url, matrixBody(message), { authorization: `Bearer ${token}` });
    }
    case "slack":
      return json("POST", place.entry.url, slackBody(message));
    case "discord": {
      // Without this, Discord answers before it knows whether it keeps the message.
      const { url } = place.entry;
      return json("POST", `${url}${url.includes("?") ? "&" : "?"}wait=true`, discordBody(message));
    }
    case "mattermost":
      return json("POST", place.entry.url, mattermostBody(message));
  }
}

function json(
  method: HttpRequest["method"],
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  return { method, url, headers: { "content-type": "application/json", ...headers }, body };
}

function form(url: string, body: string): HttpRequest {
  return { method: "POST", url, headers: { "content-type": "application/x-www-form-urlencoded" }, body };
}

function shown({ method, url, headers, body }: HttpRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return `${method} ${url}\n${lines.join("")}\n${pretty(body)}\n`;
}

function pretty(body: string): string {
  return body.startsWith("{") ? JSON.stringify(JSON.parse(body), undefined, 2) : body;
}
