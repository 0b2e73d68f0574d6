import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { type UnzipFileInfo, unzipSync } from "fflate";
import type { OsvFile } from "../../importers/osv.ts";
import { isFile } from "../build/digest.ts";

/** Bytes of the longest file that may hold records, and of the longest archive. */
const LONGEST = 64 * 1024 * 1024;
const LONGEST_ARCHIVE = 1024 * 1024 * 1024;
/** Bytes that all files of an archive may have, unpacked. */
const LARGEST = 2 * 1024 * 1024 * 1024;

/** Reads one file, or all files of a folder and its subfolders; those of archives one by one. What cannot be read says why. */
export function readOsv(path: string): OsvFile[] {
  if (statSync(path).isFile()) return readFile(path, basename(path));
  return filesBelow(path).flatMap((name) => readFile(join(path, name), name));
}

/** All files of a folder but those of git itself, sorted. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((name) => !/(?:^|\/)\.git\//.test(name))
    .sort();
}

function readFile(file: string, path: string): OsvFile[] {
  const isArchive = /\.zip$/i.test(path);
  const refuse = (unreadable: string): OsvFile[] => [{ path, text: "", unreadable }];
  if (!isArchive && !isReadable(path)) return refuse(OTHER);
  if (!isFile(file)) return refuse("It is no file, or a link that leads nowhere.");
  if (statSync(file).size > (isArchive ? LONGEST_ARCHIVE : LONGEST))
    return refuse("It is too long to be read.");
  try {
    const bytes = readFileSync(file);
    return isArchive ? readArchive(bytes, path) : [textFile(path, bytes)];
  } catch (error) {
    return refuse(`It cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The files of a ZIP. Their names say nothing of where anything is written. */
function readArchive(bytes: Uint8Array, path: string): OsvFile[] {
  const refused: OsvFile[] = [];
  let size = 0;
  const refuse = (name: string, unreadable: string): false => {
    refused.push({ path: `${path}/${name}`, text: "", unreadable });
    return false;
  };
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (name.endsWith("/")) return false;
    if (!isReadable(name)) return refuse(name, OTHER);
    if (originalSize > LONGEST) return refuse(name, "It is too long to be read.");
    size += originalSize;
    return size <= LARGEST || refuse(name, "The archive holds more than can be read at once.");
  };
  const found = Object.entries(unzipSync(bytes, { filter }));
  const files = found.map(([name, content]) => textFile(`${path}/${name}`, content));
  if (files.length + refused.length === 0) return [{ path, text: "", unreadable: "It is an empty archive." }];
  return [...files, ...refused];
}

function textFile(path: string, bytes: Uint8Array): OsvFile {
  try {
    return { path, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { path, text: "", unreadable: "It is no text in UTF-8." };
  }
}

const OTHER = "Its name does not end in .json, .jsonl, .ndjson, .yaml, .yml or .zip.";

function isReadable(name: string): boolean {
  return /\.(?:json|jsonl|ndjson|ya?ml)$/i.test(name);
}
