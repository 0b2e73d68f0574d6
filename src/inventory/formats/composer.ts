import type { Collector } from "../collector.ts";
import { field, listField, type Table, textField } from "../json.ts";

/** Reads composer.lock, packages for development too: https://getcomposer.org/doc/01-basic-usage.md. */
export function readComposer(lock: Table, found: Collector): void {
  for (const entry of [...listField(lock, "packages"), ...listField(lock, "packages-dev")]) {
    const name = textField(entry, "name") ?? "";
    const named = { ecosystem: "Packagist", name };
    const version = textField(entry, "version") ?? "";
    if (textField(field(entry, "dist"), "type") === "path") found.leaveOut("local", name, named);
    // Branches: https://getcomposer.org/doc/articles/versions.md#branches
    else if (/^dev-|-dev$/i.test(version)) found.leaveOut("branch", name, named);
    else found.add("Packagist", name, version);
  }
}
