import { defineConfig } from "vitest/config";

const shared = {
  pool: "forks",
  testTimeout: 30_000,
  hookTimeout: 90_000,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        test: {
          ...shared,
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/unit/**", "tests/e2e/**", "**/node_modules/**"],
          globalSetup: ["tests/support/global-setup.ts"],
        },
      },
    ],
  },
});
