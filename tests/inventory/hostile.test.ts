import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InventoryResult, readInventory } from "../../src/inventory/inventory.ts";
import { fixtures, packageLock3 } from "./fixtures.ts";
import { mistake, packages } from "./read.ts";

/*
 * Whatever the input, an answer: nothing is thrown, and what grows faster than the input is caught by the test
 * runner's limit on time.
 */

const files = [...new Set(fixtures.map(([file]) => file))];
const MEGABYTE = 1_000_000;

/** Reads a text under every name and without one, and looks at the form of each answer. */
function answers(
  text: string,
  names: readonly (string | undefined)[] = [undefined, ...files],
): InventoryResult[] {
  return names.map((name) => {
    const result = readInventory(name, text);
    if ("mistake" in result) {
      expect(result.mistake.message).toMatch(/^[A-Z][^\n]{5,200}\.$/);
      expect(result.mistake.found.length).toBeLessThan(500);
    } else {
      for (const one of result.inventory.packages) {
        expect(`${one.ecosystem}${one.name}${one.version}`).toMatch(/^[^\s\p{Cc}]+$/u);
        expect(one.name.isWellFormed() && one.version.isWellFormed()).toBe(true);
      }
      for (const one of result.inventory.unjudged) {
        expect(`${one.ecosystem}${one.name}`).toMatch(/^[^\s\p{Cc}]{1,600}$/u);
        expect(one.label).toMatch(/^[^\n]{1,100}$/);
      }
      for (const note of result.inventory.notes) expect(note).toMatch(/^[^\n]{10,1000}\.$/);
    }
    return result;
  });
}

describe("a changed fixture", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ..."{}[]\",:@/()#=\\ \n\r\t-_.?'\0\uFEFF\u2028\uD800",
      "__proto__",
      "constructor",
      "npm:",
      "1e999",
      "\n  ",
    ),
    fc.string({ maxLength: 5, unit: "binary" }),
  );
  const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: piece });

  it.each(fixtures)("never throws: %s", (file, text) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        let changed = text;
        for (const { at, remove, insert } of changes) {
          const start = at % (changed.length + 1);
          changed = changed.slice(0, start) + insert + changed.slice(start + remove);
        }
        answers(changed, [file, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(fixtures)("never throws where it is cut off: %s", (file, text) => {
    for (let end = 0; end < text.length; end += 7) answers(text.slice(0, end), [file, undefined]);
  });

  it.each(files)("never throws as something else: %s", (file) => {
    for (const [, text] of fixtures) answers(text, [file]);
  });
});

describe("any JSON", () => {
  const keys = fc.constantFrom(
    ..."packages packages-dev dependencies lockfileVersion version name resolved link components purl bomFormat".split(
      " ",
    ),
    ..."metadata component spdxVersion externalRefs referenceType referenceLocator sbom @graph type source dist".split(
      " ",
    ),
    "content-hash",
    "__proto__",
    "constructor",
    "toString",
    "",
    "node_modules/a",
    "versionInfo",
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(
        "pkg:npm/a@1",
        "CycloneDX",
        "SPDX-2.3",
        "purl",
        "software_Package",
        "1.0.0",
        "npm:a@1",
        true,
        3,
        null,
      ),
      fc.dictionary(keys, tie("value"), { maxKeys: 6, noNullPrototype: true }),
      fc.array(tie("value"), { maxLength: 4 }),
    ),
  }));

  it("never throws", () => {
    fc.assert(
      fc.property(
        value,
        fc.constantFrom(undefined, "composer.lock", "npm-shrinkwrap.json"),
        (document, file) => {
          answers(JSON.stringify(document), [file]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("names of JavaScript's own", () => {
  it("are packages like any other", () => {
    const text = `{"lockfileVersion":3,"packages":{${["__proto__", "constructor", "toString"]
      .map((name) => `"node_modules/${name}":{"version":"1.0.0"}`)
      .join()},"__proto__":{"version":"6.6.6"}}}`;
    expect(packages(undefined, text)).toEqual([
      "npm __proto__ 1.0.0",
      "npm constructor 1.0.0",
      "npm toString 1.0.0",
    ]);
    expect(
      packages("package-lock.json", '{"lockfileVersion":1,"dependencies":{"__proto__":{"version":"1.0.0"}}}'),
    ).toEqual(["npm __proto__ 1.0.0"]);
    expect(
      packages(
        "Cargo.lock",
        '[[package]]\nname = "__proto__"\nversion = "1.0.0"\nsource = "registry+x"\n__proto__ = 1',
      ),
    ).toEqual(["crates.io __proto__ 1.0.0"]);
    expect(Object.hasOwn(Object.prototype, "version")).toBe(false);
  });

  it("answer for nothing that is missing", () => {
    expect(
      packages(
        undefined,
        '{"lockfileVersion":3,"packages":{"node_modules/a":{"__proto__":{"version":"1.0.0"}}}}',
      ),
    ).toEqual([]);
    expect(mistake(undefined, '{"__proto__":{"bomFormat":"CycloneDX"}}').message).toBe(
      "This JSON is no lockfile and no SBOM that can be read.",
    );
  });
});

describe("deep nesting", () => {
  const LEVELS = 100_000;
  const deep = (open: string, close: string): string => open.repeat(LEVELS) + close.repeat(LEVELS);

  it.each([
    ["lists", `{"a":${deep("[", "]")}}`],
    ["objects", deep('{"a":', "}").replace(":}", ":0}")],
    ["dependencies", `{"lockfileVersion":1,${deep('"dependencies":{"a":{"version":"1.0.0",', "}}")}}`],
    ["components", `{"bomFormat":"CycloneDX",${deep('"components":[{', "}]")}}`],
  ])("of %s in JSON is refused", (_, text) => {
    expect(mistake(undefined, text).message).toBe("The JSON is nested too deeply.");
  });

  it("of lists in TOML is refused", () => {
    expect(mistake("Cargo.lock", `a = ${deep("[\n", "]\n")}`).message).toBe("The TOML cannot be read.");
    expect(mistake("Cargo.lock", `a = ${"{a = ".repeat(5000)}1${"}".repeat(5000)}`).message).toBe(
      "The TOML cannot be read.",
    );
    answers(`[${"a.".repeat(LEVELS)}a]\n[[package]]`, ["Cargo.lock"]);
  });

  it("that is still in bounds is read", () => {
    const text = `{"bomFormat":"CycloneDX","specVersion":"1.5",${'"components":[{"purl":"pkg:npm/a@1",'.repeat(400)}"x":0${"}]".repeat(400)}}`;
    expect(packages(undefined, text)).toEqual(["npm a 1"]);
  });
});

describe("huge texts", () => {
  const fill = (piece: string): string => piece.repeat(Math.floor((50 * MEGABYTE) / piece.length));

  it.each([
    ["one line", "yarn.lock", fill("x")],
    ["one line of requests", "yarn.lock", fill('"a@^1.0.0", ')],
    ["spaces", "yarn.lock", fill("\n")],
    ["empty lines", "yarn.lock", `x${fill("\n")}`],
    ["spaces", "requirements.txt", fill(" ")],
    ["lines of one kind", "requirements.txt", fill("a==1\n")],
    ["purls", undefined, fill("pkg:npm/a@1\n")],
    ["sums", "go.sum", fill("a v1 h1:x\n")],
    ["requirements", "go.mod", `require (\n${fill("a v1\n")}`],
    ["keys", "pnpm-lock.yaml", `packages:\n${fill("  a@1:\n")}`],
    ["gems", "Gemfile.lock", `GEM\n${fill("    a (1)\n")}`],
  ])("end with an answer: %s", (_, file, text) => {
    expect(mistake(file, text).message).toMatch(
      /too long|too many|too large|has the form|nothing to read|is too large/,
    );
  });

  it("of JSON end with an answer", () => {
    expect(mistake("bom.json", fill("[")).message).toBe("The JSON is nested too deeply.");
    expect(mistake("bom.json", `[${fill("[],")}[]]`).message).toBe(
      "The JSON holds too many objects and lists.",
    );
    expect(mistake(undefined, `{"a":"${fill("\\")}`).message).toBe("The JSON is cut off.");
    expect(mistake(undefined, fill("{")).message).toBe("The JSON is nested too deeply.");
  });

  it("of requirements that never end are cut", () => {
    answers(`a==1 ${fill("\\\n")}`, ["requirements.txt"]);
    answers(fill("a \\\n"), ["requirements.txt"]);
  });

  it("of TOML end with an answer", () => {
    answers(fill('[[package]]\nname = "a"\nversion = "1"\nsource = "registry+x"\n').slice(0, -60), [
      "Cargo.lock",
    ]);
    answers(`a = "${fill("x")}`, ["Cargo.lock"]);
    expect(mistake("Cargo.lock", fill("a")).message).toBe("The file is too large for TOML.");
    const dots = Array.from({ length: 100 }, (_, i) => `[a${i}${".a".repeat(49_000)}]\n`).join("");
    expect(mistake("Cargo.lock", dots).message).toBe("The TOML has too many dots in its keys.");
    answers("[[package]]\n".repeat(800_000), ["Cargo.lock"]);
  });

  it("of a real form are read", () => {
    const entries = Array.from(
      { length: 200_000 },
      (_, i) => `"node_modules/package-${i}":{"version":"1.${i}.0","integrity":"${"x".repeat(180)}"}`,
    );
    expect(
      packages("package-lock.json", `{"lockfileVersion":3,"packages":{${entries.join()}}}`),
    ).toHaveLength(200_000);
  });
});

describe("bait for slow patterns", () => {
  const bait = [
    "a",
    "@",
    "/",
    " ",
    "\t",
    ".",
    "-",
    "_",
    "a.",
    "a@",
    "/a",
    "a ",
    "(",
    "[",
    '"',
    "'",
    "#",
    " #",
    "==",
    ",",
    "\\",
    "\r",
    "? ",
    ": ",
    "=>",
    "a-.",
    "%",
    ") ",
  ];
  const ends = ["", "\u2028", "\u2028x", "!", "\u2028\n", ")", "]:"];
  const starts = [
    "",
    "  ",
    "    ",
    "a",
    "packages:\n  /",
    "GEM\n    ",
    "a==",
    "a [",
    "a @ ",
    "-e ",
    '"a@',
    "a@npm:",
    "require a ",
    "pkg:npm/",
    "x:\n  version ",
  ];

  it.each(bait)("is read in time: %j", (piece) => {
    const body = piece.repeat(Math.floor(99_000 / piece.length));
    for (const start of starts) {
      for (const end of ends)
        answers(start + body + end, [
          "pnpm-lock.yaml",
          "yarn.lock",
          "requirements.txt",
          "Gemfile.lock",
          "go.mod",
          "go.sum",
          undefined,
        ]);
    }
  });

  it("is read in time inside of JSON", () => {
    for (const piece of bait) {
      const body = JSON.stringify(piece.repeat(MEGABYTE / piece.length));
      answers(
        `{"lockfileVersion":3,"packages":{${body}:{"version":${body},"resolved":${body}},"node_modules/a":{"version":${body},"resolved":${body}}}}`,
        [undefined],
      );
      answers(`{"lockfileVersion":1,"dependencies":{${body}:{"version":${body}},"a":{"version":${body}}}}`, [
        undefined,
      ]);
      answers(`{"bomFormat":"CycloneDX","components":[{"name":${body},"version":${body},"purl":${body}}]}`, [
        undefined,
      ]);
      answers(`{"content-hash":"","packages":[{"name":${body},"version":${body}}]}`, [undefined]);
    }
  });
});

describe("odd characters", () => {
  it("in a name leave the entry out", () => {
    for (const odd of ["\\u0000", "\\ud800", " ", "\\n", "\\u0085"]) {
      const text = packageLock3.replace("node_modules/react", `node_modules/re${odd}act`);
      const [result] = answers(text, ["package-lock.json"]);
      expect(
        result &&
          "inventory" in result &&
          result.inventory.packages.some(({ name }) => name.startsWith("re")),
      ).toBe(false);
    }
  });
});
