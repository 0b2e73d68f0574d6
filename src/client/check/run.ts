import type { InventoryMistake } from "../../inventory/mistake.ts";
import type { CheckAnswer, CheckRequest } from "./answer.ts";

/** A check takes seconds at most; one that is still at it after this many milliseconds hangs. */
const LONGEST = 60_000;

/** A check that is under way. */
export interface RunningCheck {
  /** Never rejects: what fails is a mistake with a way out. Does not settle once cancelled. */
  readonly answer: Promise<CheckAnswer>;
  readonly cancel: () => void;
}

/** Loads the advisories and checks in a worker of its own, which ends with the check. Nothing is sent. */
export function startCheck(request: Omit<CheckRequest, "data">, dataUrl: string): RunningCheck {
  const abort = new AbortController();
  const { signal } = abort;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  signal.addEventListener("abort", () => worker.terminate());
  const answer = new Promise<CheckAnswer>((resolve) => {
    const settle = (one: CheckAnswer): void => {
      if (signal.aborted) return;
      clearTimeout(timer);
      worker.terminate();
      resolve(one);
    };
    const timer = setTimeout(() => settle({ mistake: endless }), LONGEST);
    signal.addEventListener("abort", () => clearTimeout(timer));
    worker.addEventListener("message", ({ data }: MessageEvent<CheckAnswer>) => settle(data));
    worker.addEventListener("messageerror", () => settle({ mistake: broken }));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      settle({ mistake: broken });
    });
    loadData(dataUrl, signal).then(
      (data) => worker.postMessage({ ...request, data } satisfies CheckRequest),
      () => settle({ mistake: unloaded }),
    );
  });
  return { answer, cancel: () => abort.abort() };
}

/** The newest advisories, even where the browser has kept older ones. */
async function loadData(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { cache: "no-cache", signal });
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

const WAYS_OUT = "Try a smaller part of it, or look your packages up in the table.";

const endless: InventoryMistake = {
  message: "The check took too long and was stopped.",
  found: `no answer after ${LONGEST / 1000} seconds`,
  expected: "an answer within seconds",
  hint: WAYS_OUT,
};

const broken: InventoryMistake = {
  message: "The check broke off.",
  found: "an error in the browser, which may have run out of memory",
  expected: "an answer",
  hint: WAYS_OUT,
};

const unloaded: InventoryMistake = {
  message: "The list of advisories could not be loaded.",
  found: "no answer from this site",
  expected: "the advisories to check against",
  hint: "Look at your connection, and try again.",
};
