import { createHash, createHmac } from "node:crypto";

/** A name for an id that every receiver can take: 32 hexadecimal digits of its SHA-256. */
export function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}

/**
 * The value of `Daymark-Signature`: `t=<seconds since 1970>,v1=<hexadecimal HMAC-SHA256 of "<t>.<body>">`. Who checks it
 * refuses a time that is long ago, so that a message cannot be replayed.
 */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
