import { z } from "zod";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import { reading } from "./value.ts";

/*
 * Values by which software is named.
 */

/** A version, or a commit; text, because 1.10 as a number is 1.1. */
export const version = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const trimmed = text.trim();
      const mistake = (message: string, hint: string): Mistake => {
        const expected = "one version, such as 1.4.3";
        return { code: "value-invalid", message, found: quote(text), expected, hint };
      };
      if (trimmed === "") return mistake("This version is empty.", 'Write a version, or "0".');
      if (/^[<>=^~]/.test(trimmed)) {
        return mistake(
          "This is a condition and no version.",
          "Write the version alone: the key says the rest.",
        );
      }
      if (/[\s\p{Cc}\p{Cs},<>"'`]/u.test(trimmed) || trimmed.length > 200) {
        return mistake(
          "This is no version.",
          "Write one version, without spaces, commas or signs around it.",
        );
      }
      return trimmed;
    }),
  )
  .meta({ description: 'A version in quotes, such as "1.4.3".' });

/** What other databases call a vulnerability: `RHSA-2026:1234`, `VU#123456` and `openSUSE-SU-2026:0001-1` are ids too. */
export const VULNERABILITY_ID = /^[A-Za-z0-9][A-Za-z0-9._:#+-]{0,199}$/;

/** An id of a vulnerability in any database. */
export const vulnerabilityId = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const trimmed = text.trim();
      if (VULNERABILITY_ID.test(trimmed)) return trimmed;
      const meant = trimmed.replace(/\s+/g, "-");
      return {
        code: "value-invalid",
        message: "This is no id of a vulnerability.",
        found: quote(text),
        expected: "an id as its database writes it, such as CVE-2026-12345",
        hint:
          /\s/.test(trimmed) && VULNERABILITY_ID.test(meant)
            ? `Write ${meant}.`
            : "Copy the id, and put addresses under references.",
      };
    }),
  )
  .meta({ description: "The id of a vulnerability in any database, such as CVE-2026-12345." });

/** A kind of weakness of the Common Weakness Enumeration. */
export const cwe = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const number = /^\s*CWE-([1-9]\d{0,4})\s*$/i.exec(text)?.[1];
      if (number !== undefined) return `CWE-${number}`;
      const digits = /\d+/.exec(text)?.[0];
      return {
        code: "value-invalid",
        message: "This is no CWE id.",
        found: quote(text),
        expected: "CWE, a hyphen and a number, such as CWE-22",
        hint: digits === undefined ? "Look it up at cwe.mitre.org." : `Write CWE-${Number(digits)}.`,
      };
    }),
  )
  .meta({ description: "An id of the Common Weakness Enumeration, such as CWE-22." });

const PURL = "a package URL without a version, such as pkg:npm/%40acme/widget";

/** A package URL without version, qualifiers and subpath. */
export const packageUrl = z
  .string()
  .transform(
    reading((written: string): string | Mistake => {
      const text = written.trim();
      const mistake = (message: string, hint: string): Mistake => {
        return { code: "value-invalid", message, found: quote(written), expected: PURL, hint };
      };
      if (!/^pkg:/i.test(text)) {
        return mistake("This is no package URL.", "Write pkg:, the type, a slash and the name.");
      }
      const bare = text.replace(/[?#].*$/s, "");
      const at = /@[^/]*$/.exec(bare);
      if (at && at.index > bare.indexOf("/") && bare[at.index - 1] !== "/") {
        return mistake(
          "The package URL has a version. Versions belong into ranges.",
          `Write ${bare.slice(0, at.index)}.`,
        );
      }
      if (bare.includes("/@"))
        return mistake("The @ must be escaped.", `Write ${bare.replace("/@", "/%40")}.`);
      if (
        !/^pkg:[a-z][a-z0-9.+-]*(?:\/[A-Za-z0-9._~%+:-]+)+$/i.test(bare) ||
        /%(?![0-9A-F]{2})/i.test(bare)
      ) {
        return mistake(
          "This is no package URL.",
          "Escape other signs than letters, digits, dots and hyphens.",
        );
      }
      return bare.replace(/^pkg:[^/]+/i, (start) => start.toLowerCase()) + text.slice(bare.length);
    }),
  )
  .meta({ description: "A package URL without a version, such as pkg:npm/%40acme/widget." });
