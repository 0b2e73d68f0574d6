import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { engineRoot } from "./engine.ts";
import { isChosen, onPort, portOption, readPort } from "./site/port.ts";
import { textOption, UsageError, type Verb } from "./verb.ts";

/** `daymark preview`: the built files, from a local server. */
export const preview: Verb = {
  name: "preview",
  summary: "Serve the built site on this machine",
  options: {
    out: {
      type: "string",
      value: "DIR",
      about: "Where the site was built (default: dist in the site's folder).",
    },
    port: portOption,
  },
  more: "Ends with Ctrl-C.",
  async run(input, io) {
    const out = resolve(io.cwd, textOption(input, "out") ?? join(input.root, "dist"));
    const manifest = join(out, "api/v1/build.json");
    if (!existsSync(manifest)) {
      throw new UsageError(`there is no site in ${relative(io.cwd, out) || "."}; run daymark build first.`);
    }
    const base = new URL((JSON.parse(readFileSync(manifest, "utf8")) as { url: string }).url).pathname;
    const astro = await import("astro");
    const server = await onPort(input, () =>
      astro.preview({
        root: engineRoot,
        outDir: out,
        base,
        // What fails is thrown too, and told once.
        logLevel: "silent",
        server: { port: readPort(input) },
        vite: { preview: { strictPort: isChosen(input) } },
      }),
    );
    io.out(`http://localhost:${server.port}${base}\n`);
    return new Promise((done) => {
      process.once("SIGINT", () => void server.stop().then(() => done(0)));
    });
  },
};
