#!/usr/bin/env node
import { existsSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `daymark needs Node.js 22.12 or newer, and this is ${process.versions.node}.\n` +
      "Install a current one from https://nodejs.org/, or run it through npm in a checkout: npm run -s daymark -- --help\n",
  );
  process.exit(2);
}
// A package carries compiled files, because Node does not strip types below node_modules; a checkout runs its sources.
const compiled = new URL("../lib/cli/main.js", import.meta.url);
const { main } = await import(existsSync(compiled) ? compiled.href : new URL("../src/cli/main.ts", import.meta.url).href);
await main();
