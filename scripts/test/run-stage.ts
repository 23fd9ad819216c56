import { mkdir, readFile, rm } from "node:fs/promises";

import type { Supervisor } from "../processes/supervisor.ts";
import { runProcess } from "../processes/running-process.ts";
import { inProject } from "../project-root.ts";
import { readCounts, type TestCounts } from "./read-report.ts";
import type { Stage } from "./stages.ts";

const everyMs = 20_000;
const shownLines = 150;

/** Runs one stage; what it wrote is shown when it fails, and kept in .cache/test/<stage>.log. */
export async function runStage(
  stage: Stage,
  supervisor: Supervisor,
  signal: AbortSignal,
): Promise<TestCounts> {
  const logFile = inProject(".cache", "test", `${stage.name}.log`);
  await mkdir(inProject(".cache", "test"), { recursive: true });
  await rm(logFile, { force: true });
  if (stage.report) await rm(stage.report.file, { force: true });

  const startedAt = performance.now();
  const took = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  console.log(`  ${stage.name} …`);
  const running = runProcess({
    name: stage.name,
    args: stage.args,
    environment: { NO_COLOR: "1", ...stage.environment },
    logFile,
    supervisor,
  });
  const progress = setInterval(() => console.log(`  ${stage.name} … ${took()}`), everyMs);
  const clock = { isLate: false };
  const limit = setTimeout(() => {
    clock.isLate = true;
    void running.stop(5_000);
  }, stage.timeoutMs);
  const interrupt = () => void running.stop(5_000);
  signal.addEventListener("abort", interrupt, { once: true });
  const { code } = await running.ended;
  signal.removeEventListener("abort", interrupt);
  clearTimeout(limit);
  clearInterval(progress);

  const succeeded = code === 0;
  const counts = await readCounts(stage, succeeded);
  const result = counts.failed === 0 ? "ok" : clock.isLate ? "TOOK TOO LONG" : "FAILED";
  const tests = stage.report ? `, ${counts.passed} passed, ${counts.failed} failed` : "";
  console.log(`  ${stage.name}: ${result} in ${took()}${tests}`);
  if (counts.failed > 0 && !signal.aborted) console.log(await endOf(logFile));
  return counts;
}

async function endOf(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, "utf8").catch(() => "")).trimEnd().split("\n");
  const note = lines.length > shownLines ? [`    (the last ${shownLines} lines of ${logFile})`] : [];
  return [...note, ...lines.slice(-shownLines)].map((line) => `    ${line}`).join("\n");
}
