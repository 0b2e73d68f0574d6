import { shown, Unreadable } from "./mistake.ts";

const EXPECTED =
  "package-lock.json, pnpm-lock.yaml, yarn.lock, requirements.txt, poetry.lock, uv.lock, Cargo.lock, Gemfile.lock, go.sum, go.mod, composer.lock, CycloneDX or SPDX in JSON, or purls";

const SBOM = "Let a tool such as the package manager make a CycloneDX or SPDX file in JSON, and check that.";

/** The answer to a text of no known kind, with the way out that fits what it looks like. */
export function unknownKind(name: string, text: string): Unreadable {
  const start = text.trimStart().slice(0, 1000).trimEnd();
  const answer = (message: string, hint: string): Unreadable =>
    new Unreadable({ message, found: shown(start), expected: EXPECTED, hint });

  if (/^(?:package\.json|cargo\.toml|pyproject\.toml|pipfile|gemfile|setup\.py)$/.test(name)) {
    return answer(
      "This file names the packages that are wanted, not the versions that are installed.",
      "Use the lockfile beside it.",
    );
  }
  if (start.startsWith("<")) return answer("This is XML or HTML, which is not read.", SBOM);
  if (/^SPDXVersion:/m.test(start)) return answer("SPDX as tags and values is not read.", SBOM);
  const [, one, version] = /^(@?[\w./:-]+)(?:@|[ \t]+)(v?\d[\w.+-]*)$/.exec(start) ?? [];
  if (one !== undefined && version !== undefined) {
    return answer(
      "A name and a version alone do not tell the ecosystem.",
      `Write a purl: pkg:npm/${purlName(one)}@${version} for npm, pkg:pypi/… for Python, pkg:cargo/… for Rust and so on.`,
    );
  }
  return answer("This is no lockfile and no SBOM that can be read.", SBOM);
}

/** The answer to a text of nothing but spaces. */
export function empty(): Unreadable {
  return new Unreadable({
    message: "There is nothing to read.",
    found: "no text",
    expected: EXPECTED,
    hint: "Paste a lockfile, an SBOM or a purl, or drop a file.",
  });
}

/** A purl has the scope's @ percent-encoded. */
function purlName(name: string): string {
  return shown(name.replace(/^@/, "%40"));
}

const MARKER = "<<<<<<< ";

/** The answer to a file in which git left a conflict; undefined where there is none. */
export function conflictIn(text: string): Unreadable | undefined {
  const at = text.startsWith(MARKER) ? 0 : text.indexOf(`\n${MARKER}`) + 1;
  if (!text.startsWith(MARKER, at)) return undefined;
  let line = 1;
  for (let end = text.indexOf("\n"); end !== -1 && end < at; end = text.indexOf("\n", end + 1)) line++;
  return new Unreadable({
    message: "The file has a merge conflict that is not settled.",
    found: shown(text.slice(at, at + 100).split("\n", 1)[0] ?? ""),
    expected: "one version of every line",
    hint: "Settle it, or let the package manager write the lockfile again.",
    line,
  });
}
