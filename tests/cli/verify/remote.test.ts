import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { remoteSource } from "../../../src/cli/verify/remote.ts";
import type { Source } from "../../../src/cli/verify/source.ts";
import { Unverifiable } from "../../../src/cli/verify/unverifiable.ts";

/** A site that answers as `listener` says. */
async function site(listener: RequestListener): Promise<{ readonly source: Source; readonly url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/status/`;
  return { source: remoteSource(new URL(url), new AbortController().signal), url };
}

/** What a source read, as text. */
async function text(source: Source, path: string, size = 10): Promise<string | undefined> {
  const found = await source.read(path, size);
  return typeof found === "string" ? found : found.content && Buffer.from(found.content).toString();
}

test("Redirects are followed on the same host", async () => {
  const { source } = await site((request, response) => {
    if (request.url === "/status/a.html") response.writeHead(308, { location: "/status/a" });
    response.end(request.url);
  });
  expect(await text(source, "a.html")).toBe("/status/a");
  expect(await text(source, "x y/index.html")).toBe("/status/x%20y/");
  expect(await text(source, "index.html")).toBe("/status/");
});

test.each([
  ["http://169.254.169.254/latest/", "http://169.254.169.254"],
  ["http://127.0.0.1:9/", "http://127.0.0.1:9"],
  ["//other.example/", "http://other.example"],
  ["file:///etc/passwd", "null"],
])("A redirect to %s is not followed", async (location, origin) => {
  const { source, url } = await site((_request, response) => response.writeHead(302, { location }).end());
  await expect(source.read("a.css", 1)).rejects.toThrow(
    new Unverifiable(
      `${url}a.css is redirected to ${origin}, which is another host. Give the address at which the site really is.`,
    ),
  );
});

test("Redirects without an end are told", async () => {
  const { source, url } = await site((request, response) =>
    response.writeHead(302, { location: `${request.url}x` }).end(),
  );
  await expect(source.read("a", 1)).rejects.toThrow(
    new Unverifiable(`${url}a is redirected more than 5 times.`),
  );
});

test("What is not there is missing, and what is refused says so", async () => {
  const { source } = await site((request, response) =>
    response.writeHead(request.url?.endsWith("gone") ? 410 : 403).end(),
  );
  expect(await source.read("gone", 1)).toBe("");
  expect(await source.read("secret", 1)).toBe("answered with status 403");
});

test("The page for what is not there may be served as such", async () => {
  const { source } = await site((_request, response) => response.writeHead(404).end("lost"));
  expect(await text(source, "404.html")).toBe("lost");
  expect(await text(source, "other.html")).toBe("");
});

test("A host that is overloaded for a moment is asked again", async () => {
  let asked = 0;
  const { source } = await site((_request, response) => {
    asked++;
    response.writeHead(asked === 1 ? 503 : 200).end("here");
  });
  expect(await text(source, "a")).toBe("here");
  expect(asked).toBe(2);
});

test("A file without an end is not read to its end", async () => {
  const { source } = await site((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    };
    response.on("drain", more);
    more();
  });
  const found = await source.read("endless", 1000);
  const size = typeof found === "string" ? 0 : (found.content?.length ?? 0);
  expect(size).toBeGreaterThan(1024 * 1024);
  expect(size).toBeLessThan(2 * 1024 * 1024);
});
