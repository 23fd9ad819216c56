// One side of a comparison, in a process of its own: its memory and processor time are then its own too.

import { spawn } from "node:child_process";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "..");

export interface ChildRun {
  /** Below bench/. */
  readonly script: string;
  /** Handed over as one JSON argument. */
  readonly input: unknown;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeFlags?: readonly string[];
}

export interface ChildResult<Output> {
  readonly output: Output;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** What a child says about itself with its output; see {@link reportToParent}. */
interface Report<Output> {
  readonly output: Output;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export async function runChild<Output>(child: ChildRun): Promise<ChildResult<Output>> {
  const args = [...(child.nodeFlags ?? []), path.join(folder, child.script), JSON.stringify(child.input)];
  const running = spawn(process.execPath, args, {
    env: { ...process.env, ...child.environment },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let report: Report<Output> | undefined;
  /* Our own child sends exactly this. */
  running.on("message", (message) => (report = message as Report<Output>));
  const code = await new Promise<number | null>((resolve) => running.once("exit", resolve));
  if (code !== 0 || !report)
    throw new Error(`${child.script} ended with ${String(code)} and without a result`);
  return report;
}

/** Called by the child, once, with what it found. */
export function reportToParent(output: unknown): void {
  const usage = process.resourceUsage();
  const report: Report<unknown> = {
    output,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    peakMegabytes: usage.maxRSS / 1024,
  };
  if (!process.send) console.log(JSON.stringify(report));
  else process.send(report);
}

export function inputFromParent(): unknown {
  const text = process.argv[2];
  if (text === undefined) throw new Error("This is started by a benchmark, with its input as an argument.");
  return JSON.parse(text);
}
