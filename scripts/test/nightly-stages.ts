// What `npm run test:nightly` runs, one after another.

import { inProject } from "../project-root.ts";
import { stages, type Stage } from "./stages.ts";

export interface NightlyStage {
  readonly stage: Stage;
  /** On the PostgreSQL that Debian has. */
  readonly needsDebian: boolean;
}

const minutes = (count: number) => count * 60_000;

const bench = (...words: readonly string[]) => [inProject("bench/main.ts"), ...words];

export const nightlyStages: readonly NightlyStage[] = [
  // With every case that `npm test` takes only some of, once here and once there.
  ...[false, true].flatMap((needsDebian) =>
    stages
      .filter(({ name }) => name === "vitest")
      .map((stage) => ({
        stage: {
          ...stage,
          name: needsDebian ? "vitest-on-debian" : "vitest-everything",
          environment: { ...stage.environment, TEST_EVERYTHING: "1" },
          timeoutMs: minutes(60),
        },
        needsDebian,
      })),
  ),
  // And every look at every page, with its picture.
  ...stages
    .filter(({ name }) => name === "build" || name === "e2e")
    .map((stage) => ({
      stage: {
        ...stage,
        environment: { ...stage.environment, TEST_EVERYTHING: "1" },
        timeoutMs: minutes(40),
      },
      needsDebian: false,
    })),
  {
    stage: {
      name: "clock-on-debian",
      args: bench("clock", "--events", "1000000"),
      timeoutMs: minutes(30),
    },
    needsDebian: true,
  },
  {
    stage: {
      name: "jit-on-debian",
      args: [inProject("scripts/test/compare-jit.ts")],
      timeoutMs: minutes(20),
    },
    needsDebian: true,
  },
  {
    stage: {
      name: "backup-on-debian",
      args: [inProject("scripts/test/check-backup.ts")],
      timeoutMs: minutes(5),
    },
    needsDebian: true,
  },
  {
    stage: {
      name: "connections",
      args: [inProject("scripts/drill.ts"), "connections"],
      timeoutMs: minutes(15),
    },
    needsDebian: false,
  },
  {
    stage: {
      name: "hung-database",
      args: [inProject("scripts/drill.ts"), "hung-database"],
      timeoutMs: minutes(15),
    },
    needsDebian: false,
  },
  {
    stage: { name: "neighbors", args: bench("neighbors"), timeoutMs: minutes(20) },
    needsDebian: false,
  },
  {
    stage: {
      name: "input-fuzz",
      args: [inProject("scripts/drill.ts"), "input-fuzz"],
      timeoutMs: minutes(20),
    },
    needsDebian: false,
  },
];
