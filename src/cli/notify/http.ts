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
/** So many characters of an answer that says what is wrong are shown. */
const SHOWN = 200;

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
  const reason = `answered with status ${status}${said === "" ? "" : `: ${said}`}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const after = waitOf(response.headers.get("retry-after"), said, now);
    return { kind: "later", reason, ...(after !== undefined && { after }) };
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
      if (text.length > SHOWN) break;
    }
  } catch {
    // The status says enough.
  }
  return printable(text.slice(0, SHOWN).replace(/\s+/g, " ").trim());
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error));
  if (error.name === "TimeoutError") return `no answer within ${PATIENCE / 1000} seconds`;
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return printable(cause.message || code || error.message);
}
