import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/site/setup.ts"],
    // Building a site and starting a browser take seconds; on a busy machine, more.
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
