import { escapedPath } from "../build/digest.ts";
import { count, printable } from "../report.ts";
import type { Comparison, Finding } from "./compare.ts";
import type { BuildManifest } from "./manifest.ts";
import type { Engine } from "./rebuild.ts";

/** So many files of a kind are listed. */
const LISTED = 20;

/** Whether every file is as it should be. */
export function isIdentical({ differs, missing, unexpected }: Comparison): boolean {
  return differs.length + missing.length + unexpected.length === 0;
}

/** Every file that is not as it should be, and their numbers. */
export function listFindings(comparison: Comparison): string {
  const kinds = (["differs", "missing", "unexpected"] as const).map((kind) => ({
    kind,
    found: comparison[kind],
  }));
  const counts = kinds
    .filter(({ found }) => found.length > 0)
    .map(({ kind, found }) => `${found.length.toLocaleString("en")} ${kind}`);
  return `${kinds.map(({ kind, found }) => listed(kind, found)).join("")}${count(comparison.files, "file")} compared: ${
    counts.length === 0 ? "all identical" : counts.join(", ")
  }.\n`;
}

function listed(kind: string, findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, LISTED)
    .flatMap(({ path, more }) => [
      `${kind}  ${printable(escapedPath(path))}`,
      ...more.map((line) => `  ${line}`),
    ]);
  const rest = findings.length - LISTED;
  if (rest > 0) lines.push(`… and ${rest.toLocaleString("en")} more ${kind}`);
  return lines.map((line) => `${line}\n`).join("");
}

/** What is likely to be the reason of differences, and what to do; a sentence or more each. */
export function reasons(stated: BuildManifest, rebuilt: BuildManifest, engine: Engine): readonly string[] {
  const found: string[] = [];
  if (stated.modified) {
    found.push(
      'It was built while its files differed from the commit ("modified": true), so that no commit gives the same. Commit them, and build again.',
    );
  }
  if (stated.engine !== rebuilt.engine) {
    found.push(
      `Daymark ${stated.engine} built it, and ${rebuilt.engine}, the one ${by(engine)}, built it again. Install ${stated.engine} for this, and run verify again.`,
    );
  } else if (stated.engineDigest !== rebuilt.engineDigest) {
    found.push(
      `The engine that built it (digest ${stated.engineDigest ?? "not stated"}) is not the one that built it again (${rebuilt.engineDigest ?? "not stated"}, ${by(engine)}), though both are Daymark ${stated.engine}: its code was edited${engine.own ? " and not committed" : ""}, other versions of its packages are installed (npm ci installs those that are locked), or one is a checkout and the other the package.`,
    );
  }
  if (engine.remark !== undefined) found.push(engine.remark);
  return found.length > 0
    ? found
    : [
        "It names the commit and the engine that were used, so its files were changed after it was built: by a host that rewrites pages, by hand, or by somebody else.",
      ];
}

function by(engine: Engine): string {
  return engine.own ? "of the commit itself" : "that runs now";
}
