import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sendMail } from "../../../src/cli/notify/smtp.ts";

test("A server that never ends its answer is left after a while, however often it says something", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("220 hello\r\n");
    socket.once("data", () => {
      const timer = setInterval(() => socket.write("250-more\r\n"), 20);
      socket.once("close", () => clearInterval(timer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  // Waits until the connection is gone, too: what is left of it would keep the process from ending.
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const receiver = {
    id: "list",
    filter: {},
    host: "localhost",
    port,
    security: "none" as const,
    from: { name: "", address: "status@example.org" },
    to: [],
  };
  const message = {
    id: "https://status.example.org/incidents/a/#update",
    url: "https://status.example.org/incidents/a/#update",
    title: "a",
    text: "",
    html: "",
    published: 0,
    modified: 0,
    record: "a",
    kind: "incident",
    status: "identified",
    services: [],
    site: { name: "Example", url: "https://status.example.org/" },
  };
  expect(await sendMail(receiver, { name: "", address: "ann@example.org" }, message, 300)).toEqual({
    kind: "later",
    reason: "not done within 0.3 seconds",
  });
});
