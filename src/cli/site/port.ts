import { type Input, type Option, textOption, UsageError } from "../verb.ts";

/** The option that chooses the port of a local server. */
export const portOption: Option = {
  type: "string",
  value: "N",
  about: "Port of the local server (default: 4321).",
};

/** Whether the port must be that one: a port that somebody chose is not replaced by the next free one. */
export function isChosen(input: Input): boolean {
  return textOption(input, "port") !== undefined;
}

/** Starts a server. Throws `UsageError` if the chosen port is in use. */
export async function onPort<T>(input: Input, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!isChosen(input) || !(error instanceof Error && /already in use/.test(error.message))) throw error;
    throw new UsageError(
      `--port ${readPort(input)}: this port is in use. Give another one, or leave --port out for the next one that is free.`,
    );
  }
}

/** Reads `--port`. */
export function readPort(input: Input): number {
  const text = textOption(input, "port") ?? "4321";
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port ${text}: expected a number from 1 to 65535.`);
}
