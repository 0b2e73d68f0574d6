import { answerTo, type CheckRequest } from "./answer.ts";

/*
 * Checks apart from the page, so that no file, however large or strange, can make the page hang: the page ends this
 * worker when it takes too long.
 */
addEventListener("message", async ({ data }: MessageEvent<CheckRequest>) => {
  postMessage(await answerTo(data));
});

// Errors in promises do not reach the page by themselves.
addEventListener("unhandledrejection", ({ reason }) => {
  reportError(reason);
});
