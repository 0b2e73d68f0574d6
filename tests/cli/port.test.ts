import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { daymark, site } from "./terminal.ts";

/** A port that is in use. */
function busyPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((done) => {
    server.listen(0, "localhost", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });
}

test.each(["dev", "preview"])(
  "%s does not take another port than the one given",
  { timeout: 30_000 },
  async (verb) => {
    const cwd = site({ "dist/api/v1/build.json": '{ "url": "https://status.kelp.example/" }' });
    const port = await busyPort();
    const session = await daymark({ cwd }, verb, "--port", String(port));
    expect(session.transcript).toBe(
      `! daymark ${verb}: --port ${port}: this port is in use. Give another one, or leave --port out for the next one that is free.\n! daymark ${verb} --help tells how it is used.\nexit 2\n`,
    );
  },
);
