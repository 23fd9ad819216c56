import { readFile } from "node:fs/promises";

import { z } from "zod";

import type { Stage } from "./stages.ts";

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

const vitestShape = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  success: z.boolean(),
});

const playwrightShape = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/**
 * How many tests of a stage passed and failed. One that was skipped, or passed only when repeated, has
 * failed; so has the stage itself when it failed without a failing test, or left no report.
 */
export async function readCounts(stage: Stage, succeeded: boolean): Promise<TestCounts> {
  if (!stage.report) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const counts = await countsIn(stage.report).catch(() => ({ passed: 0, failed: 1 }));
  const isMissingAFailure = !succeeded && counts.failed === 0;
  const isEmpty = counts.passed + counts.failed === 0;
  return isMissingAFailure || isEmpty ? { ...counts, failed: 1 } : counts;
}

async function countsIn({ kind, file }: NonNullable<Stage["report"]>): Promise<TestCounts> {
  const report: unknown = JSON.parse(await readFile(file, "utf8"));
  if (kind === "vitest") {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = vitestShape.parse(report);
    return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests };
  }
  const { stats } = playwrightShape.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}
