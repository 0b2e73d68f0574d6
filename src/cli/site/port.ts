import { type Input, type Option, textOption, UsageError } from "../verb.ts";

/** The option that chooses the port of a local server. */
export const portOption: Option = {
  type: "string",
  value: "N",
  about: "Port of the local server (default: 4321).",
};

/** Reads `--port`. */
export function readPort(input: Input): number {
  const text = textOption(input, "port") ?? "4321";
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port ${text}: expected a number from 1 to 65535.`);
}
