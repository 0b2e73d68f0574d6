import { existsSync, watch } from "node:fs";
import { join, relative, sep } from "node:path";
import type { AstroInlineConfig } from "astro";
import type { Instant } from "../records/instant.ts";
import { provideSite } from "../site.ts";
import { nowOption, readNow } from "./now.ts";
import { report } from "./report.ts";
import { astroConfig } from "./site/astro.ts";
import { type LoadedSite, loadModel } from "./site/load.ts";
import { ownFolders } from "./site/past.ts";
import { isChosen, onPort, portOption, readPort } from "./site/port.ts";
import type { Io, Verb } from "./verb.ts";

/** `daymark dev`: the site as it would be built now, in a browser, following every change. */
export const dev: Verb = {
  name: "dev",
  summary: "Show the site in a browser and follow every change of a record",
  options: { port: portOption, now: nowOption },
  more: "Ends with Ctrl-C. The clock is read again at every change, unless --now sets it.",
  async run(input, io) {
    const port = readPort(input);
    const clock = (): Instant => readNow(input, io);
    const load = async (): Promise<LoadedSite> => {
      const loaded = await loadModel(input.root, { now: clock(), live: true });
      const { model } = loaded;
      provideSite(model);
      if (model.problems.length > 0) io.err(`\n${report(model.problems, "text")}`);
      return loaded;
    };
    const { model, gitFolder } = await load();
    const config = astroConfig(model, input.root, join(input.root, "dist"));
    const astro = await import("astro");
    const server = await onPort(input, () =>
      astro.dev({
        ...config,
        logLevel: "error",
        // Files that are no page come from a route of their own, which would want a slash behind `feed.rss`.
        trailingSlash: "ignore",
        server: { port },
        vite: {
          server: { strictPort: isChosen(input) },
          plugins: [...(config.vite?.plugins ?? []), followRecords(input.root, gitFolder, load, io)],
        },
      }),
    );
    io.out(`http://localhost:${server.address.port}${model.origin.base}/\n`);
    return new Promise((resolve) => {
      process.once("SIGINT", () => void server.stop().then(() => resolve(0)));
    });
  },
};

/** As much of Vite's development server as is needed here. */
interface DevServer {
  readonly watcher: {
    add(paths: readonly string[]): void;
    on(event: "all", listener: (event: string, file: string) => void): void;
  };
  readonly environments: Readonly<
    Record<
      string,
      {
        readonly hot: { send(event: string, data: object): void };
        readonly moduleGraph: { invalidateAll(): void };
      }
    >
  >;
  readonly ws: { send(message: { readonly type: "full-reload" }): void };
}

type VitePlugin = NonNullable<NonNullable<AstroInlineConfig["vite"]>["plugins"]>[number];

/** A plugin of Vite that reads the records anew when a file of the site changes, and reloads the browser. */
function followRecords(
  root: string,
  gitFolder: string | undefined,
  load: () => Promise<unknown>,
  io: Io,
): VitePlugin {
  return {
    name: "daymark-records",
    configureServer(server: DevServer): void {
      const isOwn = (path: string): boolean =>
        ownFolders.some((folder) => folder === relative(root, path).split(sep)[0]);
      let timer: NodeJS.Timeout | undefined;
      const reload = (file: string): void => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
          io.err(`changed: ${relative(root, file)}\n`);
          try {
            await load();
          } catch (error) {
            // The page stays as it was until the file can be read again.
            io.err(`${error instanceof Error ? error.message : String(error)}\n`);
            return;
          }
          // Astro forgets which pages there are when it is told that content has changed.
          for (const { hot, moduleGraph } of Object.values(server.environments)) {
            moduleGraph.invalidateAll();
            hot.send("astro:content-changed", {});
          }
          server.ws.send({ type: "full-reload" });
        }, 50);
      };
      server.watcher.add(ownFolders.map((folder) => join(root, folder)));
      server.watcher.on("all", (_event, file) => {
        if (isOwn(file)) reload(file);
      });
      // Git writes a line into logs/HEAD with every commit; Vite's own watcher looks past git's folder.
      const commits = gitFolder === undefined ? undefined : join(gitFolder, "logs");
      if (commits !== undefined && existsSync(commits)) watch(commits, () => reload(join(commits, "HEAD")));
      // A new site may have no incidents folder yet; it is watched from the moment it is there.
      watch(root, (_event, name) => {
        const path = join(root, name ?? "");
        if (!isOwn(path)) return;
        server.watcher.add([path]);
        reload(path);
      });
    },
  };
}
