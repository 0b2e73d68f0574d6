import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real server that keeps what it gets. */
export interface TestReceiver {
  readonly url: string;
  readonly requests: Received[];
}

/** Answers a request, the n-th counted from 1; true if it did, otherwise the answer is 200. */
type Answer = (response: ServerResponse, request: Received, number: number) => boolean | Promise<boolean>;

/** Starts a server on this machine that is gone when the test is. */
export async function receiver(answer: Answer = () => false): Promise<TestReceiver> {
  const requests: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", async () => {
      const received = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(pieces).toString("utf8"),
      };
      requests.push(received);
      if (!(await answer(response, received, requests.length))) response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** A mail as it came in. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and body, lines ending in CRLF. */
  readonly source: string;
}

/** What a test does with a mail before the server answers it. */
export interface MailHooks {
  /** Throws to refuse it; the error's `responseCode` is the answer. */
  /** Asks for a login; whether it is right. */
  readonly login?: (user: string | null | undefined, password: string | null | undefined) => boolean;
  readonly sender?: () => void;
  readonly recipient?: (address: string, number: number) => void;
  readonly data?: (mail: ReceivedMail, number: number) => void | Promise<void>;
}

/** Starts a real SMTP server that takes every mail, without encryption. */
export async function mailServer(
  hooks: MailHooks = {},
): Promise<{ readonly port: number; readonly mails: ReceivedMail[] }> {
  const mails: ReceivedMail[] = [];
  let recipients = 0;
  const server = new SMTPServer({
    authOptional: !hooks.login,
    allowInsecureAuth: true,
    disabledCommands: hooks.login ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    onAuth({ username, password }, _session, callback) {
      if (hooks.login?.(username, password)) callback(null, { user: username });
      else callback(new Error("wrong password"));
    },
    onMailFrom(_address, _session, callback) {
      try {
        hooks.sender?.();
        callback();
      } catch (error) {
        callback(error as Error);
      }
    },
    onRcptTo({ address }, _session, callback) {
      try {
        hooks.recipient?.(address, ++recipients);
        callback();
      } catch (error) {
        callback(error as Error);
      }
    },
    onData(stream, session, callback) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", async () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(pieces).toString("utf8"),
        };
        mails.push(mail);
        await hooks.data?.(mail, mails.length);
        callback();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails };
}
