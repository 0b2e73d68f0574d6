import type { Collector } from "../collector.ts";
import { listField, type Table, textField } from "../json.ts";

/** Reads Cargo.lock: https://doc.rust-lang.org/cargo/reference/resolver.html. */
export function readCargo(lock: Table, found: Collector): void {
  for (const entry of listField(lock, "package")) {
    const name = textField(entry, "name") ?? "";
    const crate = { ecosystem: "crates.io", name };
    const source = textField(entry, "source");
    // The workspace's own crates and those of other folders have no source.
    if (source === undefined) found.leaveOut("local", name, crate);
    else if (source.startsWith("git+")) found.leaveOut("git", name, crate);
    else found.add("crates.io", name, textField(entry, "version") ?? "");
  }
}
