import { type Instant, writeHeadingInstant, writeInstant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import type { Mistake } from "../../records/problem.ts";
import { placesOf } from "../../records/source.ts";
import type { Report } from "./known.ts";

const DAY = 24 * 60 * 60_000;
/** Days before the end of security.txt at which somebody should look at it again. */
const NOTICE = 30;
/** RFC 9116, section 2.5.5: less than a year ahead. A year may have 366 days. */
const LONGEST = 366;
/** What a hint proposes: ahead far enough, and not beyond the year. */
const PROPOSED = 330;

/** Checks the settings of a site that depend on the clock: how long security.txt is valid. */
export function checkSite({ site, siteSource, unread }: Records, now: Instant, report: Report): void {
  const { security } = site;
  if (!siteSource || !security || unread?.site.has("security")) return;
  const mistake = security.expires === undefined ? withoutEnd(now) : endMistake(security.expires, now);
  if (!mistake) return;
  const at = placesOf(siteSource);
  report(security.expires === undefined ? at(["security"], "key") : at(["security", "expires"]), mistake);
}

function endMistake(expires: Instant, now: Instant): Mistake | undefined {
  const found = writeHeadingInstant(expires);
  const expected = `a time after ${writeHeadingInstant(now + NOTICE * DAY)}, at most a year ahead`;
  const hint = `Look at contacts and policy again, then write expires: ${proposed(now)}.`;
  if (expires <= now) {
    const message = "security.txt has expired, so readers may not trust the contacts in it.";
    return { code: "security-expired", message, found, expected, hint };
  }
  if (expires < now + NOTICE * DAY) {
    const days = Math.ceil((expires - now) / DAY);
    const message = `security.txt expires within ${days === 1 ? "a day" : `${days} days`}.`;
    return { code: "security-expiring", message, found, expected, hint };
  }
  if (expires <= now + LONGEST * DAY) return undefined;
  return {
    code: "value-invalid",
    message: "security.txt would be valid for more than a year, and nobody would look at it again in time.",
    found,
    expected,
    hint: `Write expires: ${proposed(now)}.`,
  };
}

function withoutEnd(now: Instant): Mistake {
  return {
    code: "key-missing",
    message: "expires is missing in security. security.txt must say until when it holds, so none is written.",
    found: "security without expires",
    expected: "a time at most a year ahead",
    hint: `Add "expires: ${proposed(now)}" to security.`,
  };
}

/** The begin of a day, as people write it. */
function proposed(now: Instant): string {
  return writeInstant(Math.floor(now / DAY + PROPOSED) * DAY);
}
