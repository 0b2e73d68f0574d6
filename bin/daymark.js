#!/usr/bin/env node
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `daymark needs Node.js 22.12 or newer, and this is ${process.versions.node}.\n` +
      "Install a current one from https://nodejs.org/, or run it through npm in a checkout: npm run -s daymark -- --help\n",
  );
  process.exit(2);
}
// Compiled code of this and other packages is kept by Node between runs: a verb starts, and a build ends, sooner.
module.enableCompileCache();
// Node does not strip types below node_modules: there the compiled files run, in a checkout the sources.
const installed = import.meta.url.includes("/node_modules/");
const { main } = await import(installed ? "../lib/cli/main.js" : "../src/cli/main.ts");
await main();
