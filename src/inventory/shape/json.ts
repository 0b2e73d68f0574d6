import type { Collector } from "../collector.ts";
import { readComposer } from "../formats/composer.ts";
import { readCycloneDx } from "../formats/cyclonedx.ts";
import { readNpm } from "../formats/npm.ts";
import { readSpdx, readSpdx3 } from "../formats/spdx.ts";
import { field, isTable, parseJson, type Table } from "../json.ts";
import { shown, Unreadable } from "../mistake.ts";

/** Reads a JSON file: what it is, its keys tell more surely than its name. */
export function readJsonFile(text: string, found: Collector, name: string): string {
  const parsed = parseJson(text);
  // GitHub's export of a repository's dependencies has the document inside of another.
  const inner = field(parsed, "sbom");
  const document = isTable(inner) ? inner : parsed;
  if (!isTable(document)) throw notKnown("a list or a single value");
  const has = (key: string): boolean => Object.hasOwn(document, key);

  if (field(document, "bomFormat") === "CycloneDX")
    return `CycloneDX ${shown(readCycloneDx(document, found))} (JSON)`;
  if (has("spdxVersion")) return `SPDX ${shown(readSpdx(document, found))} (JSON)`;
  if (Array.isArray(field(document, "@graph"))) {
    readSpdx3(document, found);
    return "SPDX 3 (JSON)";
  }
  if (has("lockfileVersion") || name === "npm-shrinkwrap.json") {
    const file = name === "npm-shrinkwrap.json" ? name : "package-lock.json";
    return `${file} (version ${readNpm(document, found)})`;
  }
  if (Array.isArray(field(document, "packages")) && (has("packages-dev") || has("content-hash"))) {
    readComposer(document, found);
    return "composer.lock";
  }
  throw isManifest(document) ? manifest() : notKnown(keysOf(document));
}

/** package.json and composer.json. */
function isManifest(document: Table): boolean {
  return ["dependencies", "devDependencies", "require", "require-dev"].some((key) =>
    isTable(field(document, key)),
  );
}

function manifest(): Unreadable {
  return new Unreadable({
    message: "This file names the packages that are wanted, not the versions that are installed.",
    found: "dependencies with ranges",
    expected: "the lockfile beside it",
    hint: "Use package-lock.json, yarn.lock, pnpm-lock.yaml or composer.lock.",
  });
}

function keysOf(document: Table): string {
  const keys = Object.keys(document).slice(0, 5).map(shown);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.join(", ")}`;
}

function notKnown(found: string): Unreadable {
  return new Unreadable({
    message: "This JSON is no lockfile and no SBOM that can be read.",
    found,
    expected: "package-lock.json, npm-shrinkwrap.json, composer.lock, CycloneDX or SPDX",
    hint: "If another tool wrote it, let that tool make a CycloneDX or SPDX file in JSON.",
  });
}
