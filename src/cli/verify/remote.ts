import { setTimeout as pause } from "node:timers/promises";
import { printable } from "../report.ts";
import { UsageError } from "../verb.ts";
import { collector, type Found, type Source } from "./source.ts";
import { Unverifiable } from "./unverifiable.ts";

/** Milliseconds that an answer may take, beside one for every 50 bytes that are expected. */
const PATIENCE = 30_000;
/** Milliseconds to wait before an address is asked once more. */
const PAUSES = [500, 2000];
const REDIRECTS = 5;
/** A file may be longer than expected by so many bytes before its rest is not fetched. */
const SURPLUS = 1024 * 1024;

/** Reads the address of a site; it ends with a slash. Throws `UsageError`. */
export function readAddress(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${text}: expected a folder, or an address that begins with https:// or http://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UsageError("the address holds a name or a password, which cannot be used.");
  }
  url.search = "";
  url.hash = "";
  url.pathname = url.pathname.replace(/\/*(?:index\.html|api\/v1\/build\.json)?$/, "/");
  return url;
}

/**
 * A published site. Pages are fetched as readers do: without `index.html`. Redirects are followed on the same host only,
 * so that a site cannot make this machine show what only it can reach.
 */
export function remoteSource(base: URL, signal: AbortSignal): Source {
  return {
    label: printable(base.href),
    paths: undefined,
    read: (path, size) => fetched(new URL(base.href + encoded(path)), size, path === "404.html", signal),
  };
}

/** A path within a site as part of an address. */
function encoded(path: string): string {
  return path
    .replace(/(^|\/)index\.html$/, "$1")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

async function fetched(url: URL, size: number, lost: boolean, signal: AbortSignal): Promise<Found | string> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt === PAUSES.length;
    try {
      const answer = await answerOf(
        url,
        AbortSignal.any([signal, AbortSignal.timeout(PATIENCE + Math.ceil(size / 50))]),
        size,
        lost,
      );
      if (typeof answer === "object") return answer;
      if (!last && (answer === 429 || answer >= 500)) await pause(PAUSES[attempt], undefined, { signal });
      else return answer === 404 || answer === 410 ? "" : `answered with status ${answer}`;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Unverifiable) throw error;
      if (last) throw new Unverifiable(`${printable(url.href)} cannot be fetched: ${reasonOf(error)}.`);
      await pause(PAUSES[attempt], undefined, { signal });
    }
  }
}

/** The file, or the status of an answer that is none. `lost`: the page for what is not there may say so itself. */
async function answerOf(
  start: URL,
  signal: AbortSignal,
  size: number,
  lost: boolean,
): Promise<Found | number> {
  let url = start;
  for (let hops = 0; hops <= REDIRECTS; hops++) {
    const response = await fetch(url, {
      redirect: "manual",
      signal,
      headers: { "cache-control": "no-cache", "user-agent": "daymark-verify" },
    });
    const target = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && target !== null) {
      await response.body?.cancel();
      url = nextOf(url, target);
      continue;
    }
    if (response.ok || (lost && response.status === 404)) return contentOf(response, size + SURPLUS);
    await response.body?.cancel();
    return response.status;
  }
  throw new Unverifiable(`${printable(start.href)} is redirected more than ${REDIRECTS} times.`);
}

/** Where a redirect leads. Throws `Unverifiable` if that is another host. */
function nextOf(url: URL, target: string): URL {
  const next = URL.parse(target, url);
  const same = next?.host === url.host || (next?.hostname === url.hostname && next.port === "");
  if (next && same && /^https?:$/.test(next.protocol)) return next;
  throw new Unverifiable(
    `${printable(url.href)} is redirected to ${printable(next?.origin ?? "what is no address")}, which is another host. Give the address at which the site really is.`,
  );
}

async function contentOf(response: Response, most: number): Promise<Found> {
  const content = collector();
  if (response.body) {
    for await (const piece of response.body) if (content.add(piece) > most) break;
  }
  return content.found();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it takes too long";
  const cause = error.cause instanceof Error ? error.cause : error;
  return printable(cause.message || error.message).replace(/\.$/, "");
}
