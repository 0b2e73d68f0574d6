import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Io, UsageError } from "../verb.ts";

/** What a person wrote in an editor. */
export interface Edited {
  readonly text: string;
  /** The file that holds it, so that it is not lost if it cannot be used. */
  readonly file: string;
  /** Removes that file. */
  discard(): void;
}

const SCISSORS = "<!-- daymark: this line and everything below it is left out -->";

/** The editor that a person chose: $VISUAL, then $EDITOR; undefined if there is none or nobody to use it. */
export function editorOf(io: Io): string | undefined {
  return io.interactive ? io.env["VISUAL"] || io.env["EDITOR"] || undefined : undefined;
}

/**
 * Opens a text in an editor and waits until it is closed. `remarks` stand below a line that cuts them off. As git does,
 * the editor is run by the shell, so that `code --wait` works. Throws `UsageError` if it fails or the text is empty.
 */
export function edit(editor: string, text: string, remarks: readonly string[], io: Io): Edited {
  const folder = mkdtempSync(join(tmpdir(), "daymark-"));
  const file = join(folder, "update.md");
  writeFileSync(file, `${text}\n\n${SCISSORS}\n${remarks.map((line) => `${line}\n`).join("")}`);
  const discard = (): void => rmSync(folder, { recursive: true, force: true });
  const env = { ...io.env };
  const options = { cwd: io.cwd, env, stdio: "inherit" } as const;
  const result =
    process.platform === "win32"
      ? spawnSync(`${editor} "${file}"`, { ...options, shell: true })
      : spawnSync("/bin/sh", ["-c", `${editor} "$@"`, "daymark", file], options);
  if (result.status !== 0) {
    throw new UsageError(
      `the editor ${JSON.stringify(editor)} ended with ${result.status === null ? "a signal" : `code ${result.status}`}, so nothing was written. The text is in ${file}.`,
    );
  }
  const edited = withoutRemarks(readFileSync(file, "utf8")).trim();
  if (edited === "") {
    discard();
    throw new UsageError("the text is empty, so nothing was written.");
  }
  return { text: edited, file, discard };
}

/** A text as it was in the editor, without the remarks below it. */
export function withoutRemarks(text: string): string {
  return text.split(SCISSORS)[0] ?? "";
}
