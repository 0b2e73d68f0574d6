import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { contentTypes } from "../src/formats/headers.ts";

/** What a host that follows docs/hosting.md sends, and pages. */
const types: Readonly<Record<string, string>> = {
  ...contentTypes,
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
};

/** A server of static files on the loopback address, as any host of a status page is. */
export interface StaticServer {
  readonly url: string;
  /** Every path that was asked for. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves a folder; `base` is the path below which it is found. */
export async function serve(folder: string, base = ""): Promise<StaticServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    requests.push(path);
    const inside = path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
    let file = inside === undefined ? undefined : join(folder, normalize(inside));
    if (file && statSync(file, { throwIfNoEntry: false })?.isDirectory()) file = join(file, "index.html");
    if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { "content-type": "text/html" });
      const page = join(folder, "404.html");
      if (statSync(page, { throwIfNoEntry: false })) createReadStream(page).pipe(response);
      else response.end();
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file).slice(1)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
