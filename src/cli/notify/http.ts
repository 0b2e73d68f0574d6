import { printable } from "../report.ts";
import type { Outcome } from "./outcome.ts";

/** What is sent to a receiver over HTTP. */
export interface HttpRequest {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Milliseconds that an answer may take. */
const PATIENCE = 30_000;
/** So many characters of an answer that says what is wrong are read. */
const READ = 2000;

/**
 * Sends one request, once. Redirects are not followed: the message and its secret are for that address alone. Returns as
 * soon as the answer's status is there, so that it can be written down before anything else happens.
 */
export async function attempt(request: HttpRequest, now: number): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: { "user-agent": "daymark-notify", ...request.headers },
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    return { kind: "later", reason: reasonOf(error) };
  }
  if (response.ok) {
    response.body?.cancel().catch(() => undefined);
    return { kind: "done" };
  }
  return failure(response, now);
}

async function failure(response: Response, now: number): Promise<Outcome> {
  const { status } = response;
  const said = await beginningOf(response);
  const word = wordIn(said);
  const reason = `answered with status ${status}${word === undefined ? "" : `: ${word}`}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const after = waitOf(response.headers.get("retry-after"), said, now);
    return { kind: "later", reason, answered: true, ...(after !== undefined && { after }) };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: "broken",
      reason: `${reason}, a redirect, which is not followed. Give the address that it leads to`,
    };
  }
  return { kind: [401, 403, 404, 405, 410].includes(status) ? "broken" : "refused", reason };
}

/** How long to wait: `Retry-After` (RFC 9110, section 10.2.3), or what Matrix says in its body. */
function waitOf(header: string | null, said: string, now: number): number | undefined {
  if (header !== null && /^\d{1,9}(?:\.\d+)?$/.test(header)) return Number(header) * 1000;
  const date = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const matrix = /"retry_after_ms"\s*:\s*(\d{1,9})/.exec(said)?.[1];
  return matrix === undefined ? undefined : Number(matrix);
}

async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const piece of response.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > READ) break;
    }
  } catch {
    // The status says enough.
  }
  return text.slice(0, READ).trim();
}

/**
 * What is shown of an answer: a word of Slack such as `channel_not_found`, or one of Matrix such as `M_FORBIDDEN`. Anything
 * else may repeat a part of the address or the token, which are secrets.
 */
function wordIn(said: string): string | undefined {
  if (/^[a-z]{1,20}(?:_[a-z]{1,20}){1,6}$/.test(said)) return said;
  return /"errcode"\s*:\s*"(M_[A-Z_]{1,40})"/.exec(said)?.[1];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error));
  if (error.name === "TimeoutError") return `no answer within ${PATIENCE / 1000} seconds`;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  // OpenSSL's own words name files of its source, on lines of their own.
  const tls = /:SSL routines:[^:]*:([^:]+):/.exec(cause.message)?.[1];
  const text = tls === undefined ? cause.message : `TLS: ${tls}`;
  return printable((text || code || error.message).replace(/\s+/g, " ").trim());
}
