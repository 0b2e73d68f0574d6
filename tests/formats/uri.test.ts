import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uri } from "../../src/formats/uri.ts";

describe("An address as a URI", () => {
  test.each([
    ["https://example.org/a b?c=[d]|e#f#g", "https://example.org/a%20b?c=%5Bd%5D%7Ce#f%23g"],
    ["https://example.org/100%/%2f", "https://example.org/100%25/%2f"],
    ["https://[::1]:8080/ä", "https://[::1]:8080/%C3%A4"],
    ["mailto:a@example.org\nContact: b", "mailto:a@example.orgContact:%20b"],
    ["https://example.org/a?b=c#d", "https://example.org/a?b=c#d"],
    ["https://example.org/ä b|c", "https://example.org/%C3%A4%20b%7Cc"],
    ["https://example.org/100%", "https://example.org/100%25"],
    ["https://example.org/a[0]#x#y", "https://example.org/a%5B0%5D#x%23y"],
    ["https://[::1]/a", "https://[::1]/a"],
    ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
    ["https://bücher.example/a[0]", "https://xn--bcher-kva.example/a%5B0%5D"],
    ["https://a[b:c@example.org/", "https://a%5Bb:c@example.org/"],
    ["https:\\\\example.org\\a", "https://example.org/a"],
    [" https://example.org/a\n", "https://example.org/a"],
    ["mailto:security@example.org?subject=a[b]", "mailto:security@example.org?subject=a%5Bb%5D"],
    ["https://[no host/ä", "https://%5Bno%20host/%C3%A4"],
    ["no address %20 at all", "no%20address%20%20%20at%20all"],
  ])("%j is %s", (address, expected) => {
    expect(uri(address)).toBe(expected);
  });

  test.each([
    "https://example.org",
    "HTTPS://Example.ORG:443/a/../b?c#d",
    "https://user:pass@example.org/%7e",
    "http://[::1]:8080/",
    "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "mailto:security@example.org",
  ])("stays letter by letter: %s", (address) => {
    expect(uri(address)).toBe(address);
  });

  test("is one that strict readers take, and the same when it is made one again, whatever it was", () => {
    const ajv = new Ajv2020();
    formats.default(ajv);
    const isUri = ajv.compile({ type: "string", format: "uri" });
    const pieces = fc.constantFrom(
      ..."https:// http:/ mailto: // / \\ ? # [ ] [::1] @ : % %41 | ä 🚨 \ud800 é.example example.org a".split(
        " ",
      ),
      ..." \n\t",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const address = parts.join("");
        const made = uri(address);
        expect(uri(made)).toBe(made);
        // The oracle refuses some that are URIs and lead nowhere, such as "mailto:".
        if (URL.parse(address)?.host) expect(isUri(made), `${address} as ${made}`).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
