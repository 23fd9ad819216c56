import { existsSync } from "node:fs";

import { defineConfig } from "vitest/config";

// Real answers of Intuit are kept beside the checkout and not in it. Where they are not, the tests that are
// made of nothing else are left out.
const withoutRecordings = existsSync(new URL("../shared/recorded/", import.meta.url))
  ? []
  : ["tests/sandbox/cassettes/**"];

const shared = {
  pool: "forks",
  // Bounds a test that hangs; no test is about how fast the machine is.
  testTimeout: 90_000,
  hookTimeout: 90_000,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // These two keep nothing in their modules that the next file could meet, so files share a process.
      { test: { ...shared, isolate: false, name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        test: {
          ...shared,
          isolate: false,
          name: "sandbox",
          include: ["tests/sandbox/**/*.test.ts"],
          exclude: ["**/node_modules/**", ...withoutRecordings],
        },
      },
      {
        test: {
          ...shared,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
        },
      },
      {
        // They need the pages built, and wait for it.
        test: {
          ...shared,
          name: "with-pages",
          include: ["tests/with-pages/**/*.test.ts"],
          globalSetup: ["tests/support/global-setup.ts"],
        },
      },
    ],
  },
});
