// `npm run test:nightly`: what takes too long for `npm test`, or needs what not every machine has. What is
// missing is skipped, and said. `npm run test:nightly -- connections input-fuzz` runs these stages alone.

import { startSupervisor } from "./processes/supervisor.ts";
import { listenForInterruption } from "./processes/interruption.ts";
import { findDebianPostgres, startDebianPostgres } from "./test/debian-postgres.ts";
import { nightlyStages } from "./test/nightly-stages.ts";
import { runStage } from "./test/run-stage.ts";

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const names = nightlyStages.map(({ stage }) => stage.name);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no stage "${unknown.join(", ")}". There are: ${names.join(", ")}.`);
    return 1;
  }
  const wanted = nightlyStages.filter(({ stage }) => asked.length === 0 || asked.includes(stage.name));
  const signal = listenForInterruption();
  const supervisor = startSupervisor();
  const programs = wanted.some(({ needsDebian }) => needsDebian) ? await findDebianPostgres() : null;
  const postgres = programs === null ? null : await startDebianPostgres(programs, supervisor);
  let [passed, failed] = [0, 0];
  try {
    for (const { stage, needsDebian } of wanted) {
      if (signal.aborted) return 130;
      if (needsDebian && postgres === null) {
        console.log(
          `  ${stage.name}: skipped, because there is no PostgreSQL of Debian and none can be installed`,
        );
        continue;
      }
      const environment = {
        ...stage.environment,
        ...(needsDebian && postgres ? { TEST_POSTGRES_URL: postgres.adminUrl } : {}),
      };
      const counts = await runStage({ ...stage, environment }, supervisor, signal);
      passed += counts.passed;
      failed += counts.failed;
    }
  } finally {
    await postgres?.stop();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

console.log("\nTieout nightly tests\n");
process.exit(await main());
