// `npm test`: everything that must hold. `npm test -- lint vitest` runs these stages alone.

import { startSupervisor } from "./processes/supervisor.ts";
import { listenForInterruption } from "./processes/interruption.ts";
import { StartProblem } from "./processes/start-problem.ts";
import { ensureChromium } from "./test/ensure-chromium.ts";
import { runStage } from "./test/run-stage.ts";
import { rounds, stages, type Stage } from "./test/stages.ts";
import { describeSkipped } from "./test/without-recordings.ts";

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no stage "${unknown.join(", ")}". There are: ${stages.map(({ name }) => name).join(", ")}.`,
    );
    return 1;
  }
  const signal = listenForInterruption();
  const supervisor = startSupervisor();
  const startedAt = performance.now();
  let [passed, failed] = [0, 0];
  const run = async (stage: Stage): Promise<void> => {
    if (signal.aborted || (asked.length > 0 && !asked.includes(stage.name))) return;
    try {
      if (stage.name === "e2e") await ensureChromium();
      const counts = await runStage(stage, supervisor, signal);
      passed += counts.passed;
      failed += counts.failed;
    } catch (thrown) {
      if (!(thrown instanceof StartProblem)) throw thrown;
      console.error(`  ${stage.name}: FAILED. ${thrown.message}`);
      failed += 1;
    }
  };
  for (const lanes of rounds) {
    await Promise.all(
      lanes.map(async (lane) => {
        for (const stage of lane) await run(stage);
      }),
    );
  }
  if (signal.aborted) return 130;
  console.log(`\nAll stages in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  const skipped = asked.length === 0 || asked.includes("vitest") ? await describeSkipped() : null;
  if (skipped !== null) console.log(skipped);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

console.log("\nTieout tests\n");
process.exit(await main());
