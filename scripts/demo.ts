// `npm run demo`: everything on this machine, with a firm, its people and three QuickBooks companies.

import { checkMainJob } from "./demo/check-main-job.ts";
import { demoHelp, readDemoOptions, type DemoOptions } from "./demo/demo-options.ts";
import { openDemo } from "./demo/open-demo.ts";
import { StepLines } from "./demo/step-lines.ts";
import { choosePort } from "./processes/choose-port.ts";
import { interrupted, listenForInterruption } from "./processes/interruption.ts";
import { StartProblem } from "./processes/start-problem.ts";
import { buildWeb } from "./stack/build-web.ts";
import { openDataFolder, temporaryDataFolder } from "./stack/data-folder.ts";
import { startStack, type Stack, type StackOptions } from "./stack/start-stack.ts";

const checkLimitMs = 15 * 60_000;

async function run(options: DemoOptions, signal: AbortSignal): Promise<boolean> {
  const steps = new StepLines();
  // What cannot go well is said before anybody waits for the build.
  const ports = await choosePorts(options);
  const data = options.check ? await temporaryDataFolder() : await openDataFolder(options.dataFolder);
  await buildWeb(signal);
  const stack = await startStack({
    data,
    web: "built",
    ports,
    sandbox: options,
    signal,
    onStep: (part) => steps.begin(part),
  });
  try {
    return await firstOf(
      stack,
      signal,
      options.check ? checkMainJob(stack, steps) : openDemo(stack, steps, signal),
    );
  } catch (thrown) {
    steps.break();
    throw thrown;
  } finally {
    steps.begin("Stopping");
    await stack.stop();
    steps.done();
  }
}

async function choosePorts({ check, webPort, sandboxPort }: DemoOptions): Promise<StackOptions["ports"]> {
  if (check) return { web: { port: 0, exactly: false }, sandbox: { port: 0, exactly: false } };
  return {
    web: { ...webPort, port: await choosePort(webPort) },
    sandbox: { ...sandboxPort, port: await choosePort(sandboxPort) },
  };
}

/** The work's own end, unless a part of the stack breaks, somebody interrupts or time runs out before. */
async function firstOf(stack: Stack, signal: AbortSignal, work: Promise<boolean>): Promise<boolean> {
  work.catch(() => undefined);
  const breaks = stack.broken.then((sentence) => {
    throw new StartProblem(sentence);
  });
  return Promise.race([work, breaks, interrupted(signal).then(() => false)]);
}

async function main(): Promise<number> {
  const signal = listenForInterruption();
  try {
    const options = readDemoOptions(process.argv.slice(2));
    if (options === "help") {
      console.log(demoHelp);
      return 0;
    }
    if (options.check) {
      setTimeout(() => {
        console.error("The check took longer than 15 minutes.");
        process.exit(1);
      }, checkLimitMs).unref();
    }
    console.log(`\nTieout ${options.check ? "checks its main job" : "demo"}\n`);
    const succeeded = await run(options, signal);
    if (signal.aborted) return options.check ? 130 : 0;
    if (options.check) console.log(succeeded ? "All counts agree.\n" : "Some counts differ.\n");
    return succeeded ? 0 : 1;
  } catch (thrown) {
    if (signal.aborted) return 130;
    console.error(
      `\n${thrown instanceof StartProblem ? thrown.message : String(thrown instanceof Error ? thrown.stack : thrown)}\n`,
    );
    return 1;
  }
}

process.exit(await main());
