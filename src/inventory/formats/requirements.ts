import type { Package } from "../../versions/naming.ts";
import type { Collector } from "../collector.ts";
import { MAX_LINE } from "../limit.ts";
import { linesOf } from "../line.ts";

/**
 * Reads requirements.txt: https://pip.pypa.io/en/stable/reference/requirements-file-format/ with the names and version
 * specifiers of https://packaging.python.org/en/latest/specifications/dependency-specifiers/. Only `==` and `===` tell
 * what is installed.
 */
export function readRequirements(text: string, found: Collector): void {
  let logical = "";
  for (const { text: line } of linesOf(text)) {
    // A comment ends at its line, and so does what it stands in.
    const goesOn = line.endsWith("\\") && !/^[ \t]*#/.test(line) && logical.length < MAX_LINE;
    logical += goesOn ? line.slice(0, -1) : line;
    if (goesOn) continue;
    readRequirement(logical, found);
    logical = "";
  }
  readRequirement(logical, found);
}

function readRequirement(line: string, found: Collector): void {
  const text = withoutComment(line).trim();
  const [, option, value = ""] = /^(-[a-zA-Z]|--[a-z-]+)(?:[ =](.*))?$/s.exec(text) ?? [];
  const [, name, rest = ""] =
    /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:[ \t]*\[[^\]]*\])?[ \t]*(.*)$/s.exec(text) ?? [];
  // Behind it stand markers, hashes and other options.
  const [specifier = ""] = rest.split(/;|[ \t]-/, 1);
  if (text === "") return;
  if (option !== undefined) readOption(option, value.trim(), found);
  else if (isPlace(text)) found.leaveOut(originOf(text), text, eggOf(text));
  else if (name === undefined) found.leaveOut("unread", text);
  else if (specifier.startsWith("@")) found.leaveOut(originOf(specifier.slice(1).trim()), name, pypi(name));
  else addPin(name, specifier.trim(), found);
}

/** Adds the version of `==1.2.3`, also where other conditions stand beside it; `==1.2.*` is a range, `==$VERSION` is not known. */
function addPin(name: string, specifier: string, found: Collector): void {
  const pin = specifier
    .replace(/^\(|\)$/g, "")
    .split(",")
    .map((condition) => /^===?\s*([^\s*$]+)$/.exec(condition.trim())?.[1])
    .find((version) => version !== undefined);
  if (pin !== undefined) found.add("PyPI", name, pin);
  else if (specifier === "" || /^[(=!<>~]/.test(specifier)) {
    found.leaveOut("inexact", name + specifier, pypi(name));
  } else found.leaveOut("unread", `${name} ${specifier}`, pypi(name));
}

/** Other files are not here to be read; an editable requirement is a folder or a repository. */
function readOption(option: string, value: string, found: Collector): void {
  if (/^(?:-r|-c|--requirement|--constraint)$/.test(option)) {
    found.leaveOut("elsewhere", value);
  } else if (/^(?:-e|--editable)$/.test(option)) found.leaveOut(originOf(value), value, eggOf(value));
}

/** Whether a requirement is no name but an address, a path or a file. */
function isPlace(text: string): boolean {
  return /^[\w+.-]*[:/\\]|^[~.]|^[\w.+-]+\.(?:whl|zip|tar\.gz)(?:$|[ \t;])/.test(text);
}

function originOf(place: string): "git" | "address" | "local" {
  if (/^(?:git|hg|svn|bzr)\+/.test(place)) return "git";
  return /^(?:https?|ftp):/i.test(place) ? "address" : "local";
}

/** The name that pip lets follow an address: `git+https://…#egg=widget`. */
function eggOf(place: string): Package | undefined {
  const name = /#(?:[^#]*&)?egg=([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(place)?.[1];
  return name === undefined ? undefined : pypi(name);
}

function pypi(name: string): Package {
  return { ecosystem: "PyPI", name };
}

/** A comment begins at a # at the line's start or after a space. */
function withoutComment(line: string): string {
  const at = line.startsWith("#") ? 0 : line.search(/[ \t]#/);
  return at === -1 ? line : line.slice(0, at);
}
