import { mailText } from "../../notify/mail.ts";
import type { Mailbox } from "../../notify/mailbox.ts";
import type { Message } from "../../notify/message.ts";
import type { Receivers } from "../../notify/receiver.ts";
import { count, printable } from "../report.ts";
import { keyOf } from "./key.ts";
import type { Outcome } from "./outcome.ts";

type MailReceiver = Receivers["mail"][number];

/** Milliseconds that a server may be silent. */
const PATIENCE = 30_000;
/** Milliseconds that a delivery may take as a whole, however often the server says something. */
const LONGEST = 120_000;
const PORTS = { starttls: 587, tls: 465, none: 25 } as const;

/**
 * Sends one mail to one address, once. The address is in the envelope by itself, so that no header can add another.
 * The Message-ID is made of the message's id: a second copy can be told by it.
 */
export async function sendMail(
  receiver: MailReceiver,
  to: Mailbox,
  message: Message,
  longest = LONGEST,
): Promise<Outcome> {
  const { host, port, security, user, password } = receiver;
  // Loaded for those who need it: no other verb does.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host,
    port: port ?? PORTS[security],
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const signal = AbortSignal.timeout(longest);
  try {
    const mail = {
      ...mailOf(receiver, to, message),
      envelope: { from: receiver.from.address, to: [to.address] },
      signal,
    };
    await transport.sendMail(mail);
    return { kind: "done" };
  } catch (error) {
    if (signal.aborted) return { kind: "later", reason: `not done within ${longest / 1000} seconds` };
    return outcomeOf(error);
  } finally {
    transport.close();
  }
}

/** The mail as people read it, for a dry run. */
export function mailPreview(receiver: MailReceiver, to: Mailbox, message: Message): string {
  const mail = mailOf(receiver, to, message);
  const { host, port, security, from, replyTo } = receiver;
  return [
    `SMTP ${host}:${port ?? PORTS[security]} (${security})`,
    `From: ${written(from)}`,
    `To: ${written(to)}`,
    ...(replyTo ? [`Reply-To: ${written(replyTo)}`] : []),
    `Subject: ${mail.subject}`,
    `Message-ID: ${mail.messageId}`,
    `In-Reply-To: ${mail.inReplyTo}`,
    `References: ${mail.references}`,
    ...Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}`),
    "",
    mail.text,
    `(and the same as HTML, ${count(mail.html.length, "character")})`,
    "",
  ].join("\n");
}

function mailOf(receiver: MailReceiver, to: Mailbox, message: Message) {
  const { unsubscribe, replyTo, from } = receiver;
  const { listId, references, ...mail } = mailText(
    message,
    keyOf(message.id),
    keyOf(message.id.replace(/#.*$/s, "")),
  );
  return {
    ...mail,
    from: { ...from },
    to: { ...to },
    ...(replyTo && { replyTo: { ...replyTo } }),
    inReplyTo: references,
    references,
    headers: {
      "List-Id": listId,
      // RFC 3834: no out-of-office answers.
      "Auto-Submitted": "auto-generated",
      ...(unsubscribe !== undefined && { "List-Unsubscribe": `<${unsubscribe}>` }),
    },
  };
}

function written({ name, address }: Mailbox): string {
  return name === "" ? address : `${name} <${address}>`;
}

/**
 * What an error of the library means. 4xx is for now, 5xx for good (RFC 5321, section 4.2.1): of the message if the server
 * says so of its reader or its text, of everything if it is about the login or the sender.
 */
function outcomeOf(error: unknown): Outcome {
  const { code, command, responseCode, message } = error as {
    readonly code?: string;
    readonly command?: string;
    readonly responseCode?: number;
    readonly message?: string;
  };
  const reason = printable((message ?? String(error)).replace(/\s+/g, " "));
  if (responseCode !== undefined) {
    if (responseCode < 500) return { kind: "later", reason, answered: true };
    const own = command === "RCPT TO" || command === "DATA";
    return { kind: own && ![530, 535].includes(responseCode) ? "refused" : "broken", reason };
  }
  if (code === "EMESSAGE") return { kind: "refused", reason };
  if (["EAUTH", "ETLS", "EENVELOPE", "ECONFIG"].includes(code ?? "")) return { kind: "broken", reason };
  return { kind: "later", reason };
}
