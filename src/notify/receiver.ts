import { z } from "zod";
import type { Mistake } from "../records/problem.ts";
import { quote } from "../records/quote.ts";
import { packageUrl } from "../records/schema/software.ts";
import { id, idWith } from "../records/schema/value.ts";
import { incidentKinds } from "../records/schema/vocabulary.ts";
import { severityWords } from "../scores/cvss.ts";
import { ecosystemOfPurl, purlOf } from "../versions/purl.ts";
import type { Mailbox } from "./mailbox.ts";
import {
  AS_REFERENCE,
  type Check,
  checkAddress,
  checkHost,
  checkMailbox,
  checkRoom,
  checkSecret,
  checkText,
  checkUnsubscribe,
  isLocal,
  type Lookup,
  value,
} from "./reference.ts";

const name = idWith("Write one word, such as ops-chat.").meta({
  description: "A word for this receiver, by which the ledger knows it: never change it.",
});

const filter = z
  .strictObject({
    services: z.array(id).optional().meta({ description: "Ids of services: what is about one of them." }),
    groups: z.array(id).optional().meta({ description: "Ids of groups: what is about a service in one." }),
    packages: z
      .array(packageUrl.transform(canonical))
      .optional()
      .meta({ description: "Package URLs: advisories that name one of them." }),
    kinds: z
      .array(z.enum([...incidentKinds, "advisory", "postmortem"]))
      .optional()
      .meta({ description: "Kinds of records." }),
    severity: id.optional().meta({
      description:
        "The least severity, by the policy of the site; what has none is not sent, such as advisories.",
    }),
    advisorySeverity: z.enum(severityWords).optional().meta({
      description:
        "The least severity of advisories, by their score; those without one are not sent, malware is.",
    }),
  })
  .default({})
  .meta({ description: "Which updates are sent; all unless said." });

/** A package URL as the feed has it: `pkg:pypi/flask-cors` for `pkg:pypi/Flask_Cors`. */
function canonical(purl: string): string {
  const known = ecosystemOfPurl(purl);
  return (known && purlOf(known.ecosystem, known.name)) ?? purl;
}

/**
 * `daymark.notify.yaml`: who is told, by type. Secrets are never in it but named: `${NAME}`, looked up while it is read.
 * Where `lookup` gives null, the reference itself stands for the value, as in a dry run.
 */
export function notifySchema(lookup: Lookup) {
  const text = (check: Check<string>, secret = false) => value(lookup, check, (name) => name, secret);
  const mailbox = value(lookup, checkMailbox, (name): Mailbox => ({ name: "", address: name }));
  const entry = {
    id: name,
    filter,
  };
  const hook = z.strictObject({
    ...entry,
    url: text(checkAddress, true).meta({ description: `The webhook's address, a secret: ${AS_REFERENCE}.` }),
  });
  return z
    .strictObject({
      webhook: z
        .array(
          z.strictObject({
            ...entry,
            url: text(checkAddress).meta({
              description: "Where to post.",
            }),
            secret: text(checkSecret, true).meta({
              description: `The key of the signature: ${AS_REFERENCE}.`,
            }),
          }),
        )
        .default([]),
      slack: z.array(hook).default([]),
      discord: z.array(hook).default([]),
      mattermost: z.array(hook).default([]),
      matrix: z
        .array(
          z.strictObject({
            ...entry,
            homeserver: text(checkAddress).meta({ description: "Such as https://matrix.example.org." }),
            room: text(checkRoom).meta({ description: "The room's id, such as !abc:example.org." }),
            token: text(checkSecret, true).meta({ description: `The access token: ${AS_REFERENCE}.` }),
          }),
        )
        .default([]),
      mail: z
        .array(
          z.strictObject({
            ...entry,
            host: text(checkHost).meta({ description: "The SMTP server, such as smtp.example.org." }),
            port: z.int().min(1).max(65_535).optional().meta({
              description: "Its port; 587 with starttls, 465 with tls, 25 with none unless said.",
            }),
            security: z.enum(["starttls", "tls", "none"]).default("starttls").meta({
              description: "How the connection is encrypted; none on this machine (localhost) only.",
            }),
            user: text(checkText).optional().meta({ description: "The name to log in with." }),
            password: text(checkText, true)
              .optional()
              .meta({ description: `The password: ${AS_REFERENCE}.` }),
            from: mailbox.meta({ description: "The sender, such as Status <status@example.org>." }),
            replyTo: mailbox.optional().meta({ description: "Where answers go." }),
            to: z.array(mailbox).min(1).meta({
              description: "Addresses; each gets a mail of its own.",
            }),
            unsubscribe: text(checkUnsubscribe).optional().meta({
              description:
                "A page on which to unsubscribe, or a mailto: address, for the header List-Unsubscribe.",
            }),
          }),
        )
        .check(checkMail)
        .default([]),
      websub: z
        .array(
          z.strictObject({
            id: entry.id,
            hub: text(checkAddress).meta({
              description: "The hub, such as https://pubsubhubbub.appspot.com/.",
            }),
            topics: z
              .array(text(checkAddress))
              .min(1)
              .optional()
              .meta({ description: "Addresses of feeds; the site's main feeds unless said." }),
          }),
        )
        .default([]),
    })
    .check(checkIds)
    .meta({ title: "Daymark notify", description: "daymark.notify.yaml: who is told of updates." });
}

/** Everyone who is told, as the file says it. */
export type Receivers = z.output<ReturnType<typeof notifySchema>>;
/** The kinds of receivers. */
export type ReceiverType = keyof Receivers;

function checkMail(
  context: z.core.ParsePayload<
    readonly { host: string; security: string; user?: string | undefined; password?: string | undefined }[]
  >,
): void {
  for (const [index, { host, security, user, password }] of context.value.entries()) {
    if (security === "none" && !isLocal(host)) {
      push(context, [index, "security"], {
        code: "value-invalid",
        message: "Mail leaves this machine encrypted only.",
        found: "none",
        expected: "starttls or tls",
        hint: "Write starttls, or tls for port 465.",
      });
    }
    if ((user === undefined) !== (password === undefined)) {
      push(context, [index, user === undefined ? "password" : "user"], {
        code: "key-missing",
        message: "User and password are given together, or neither.",
        found: user === undefined ? "a password without a user" : "a user without a password",
        expected: "both",
        hint: "Add the other one, or remove this one.",
      });
    }
  }
}

/** One id in the whole file belongs to one receiver. */
function checkIds(context: z.core.ParsePayload<Readonly<Record<string, readonly { id: string }[]>>>): void {
  const seen = new Set<string>();
  for (const [type, entries] of Object.entries(context.value)) {
    for (const [index, { id: name }] of entries.entries()) {
      if (seen.has(name)) {
        push(context, [type, index, "id"], {
          code: "id-duplicate",
          message: "Another receiver has the same id.",
          found: quote(name),
          expected: "an id of its own for each receiver",
          hint: "Rename the newer one: the ledger knows the other by this id.",
        });
      }
      seen.add(name);
    }
  }
}

function push(context: z.core.ParsePayload, path: (string | number)[], mistake: Mistake): void {
  context.issues.push({
    code: "custom",
    input: mistake.found,
    path,
    message: mistake.message,
    params: { mistake },
  });
}
