// `npm run dev`: as the demo, with pages compiled as they are asked for, a worker that starts over when
// its code changes, and everybody's output here.

import { demoHelp, readDemoOptions } from "./demo/demo-options.ts";
import { StepLines } from "./demo/step-lines.ts";
import { interrupted, listenForInterruption } from "./processes/interruption.ts";
import { StartProblem } from "./processes/start-problem.ts";
import { demoPassword, demoPeople } from "./stack/demo-people.ts";
import { openDataFolder } from "./stack/data-folder.ts";
import { startStack } from "./stack/start-stack.ts";

/** The demo's options but for --check. */
const devHelp = demoHelp
  .replace("npm run demo", "npm run dev")
  .replace(/^ *--check .*\n/m, "")
  .replace(" (not with --check, which keeps nothing)", "")
  .replace("(4 with --check) ", "");

async function main(): Promise<number> {
  const signal = listenForInterruption();
  try {
    const options = readDemoOptions(process.argv.slice(2));
    if (options === "help") {
      console.log(devHelp);
      return 0;
    }
    if (options.check) throw new StartProblem("--check belongs to npm run demo.");
    const steps = new StepLines();
    const stack = await startStack({
      data: await openDataFolder(options.dataFolder),
      web: "dev",
      ports: { web: options.webPort, sandbox: options.sandboxPort },
      sandbox: options,
      environment: { NODE_ENV: "development" },
      signal,
      onStep: (part) => steps.begin(part),
      onLine: (name, line) => console.log(`${name.padEnd(8)}│ ${line}`),
    });
    steps.done();
    console.log(
      `\n  ${stack.appUrl}   ${demoPeople.owner.email} / ${demoPassword}   Ctrl-C stops everything\n`,
    );
    const broken = await Promise.race([stack.broken, interrupted(signal)]);
    await stack.stop();
    if (broken) console.error(broken);
    return broken ? 1 : 0;
  } catch (thrown) {
    if (signal.aborted) return 130;
    console.error(thrown instanceof StartProblem ? thrown.message : thrown);
    return 1;
  }
}

process.exit(await main());
