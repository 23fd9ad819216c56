// How fast a company's books are taken in, beside the floor under it, and beside the usual code.
//
// npm run bench -- backfill [records]

import { addCompany } from "../harness/add-company.ts";
import { cpuSecondsOfTree } from "../harness/process-cpu.ts";
import { runChild, type ChildResult } from "../harness/run-child.ts";
import { startBenchStack, type BenchStack } from "../harness/start-bench-stack.ts";
import type { FloorOutput } from "./floor-child.ts";
import type { SyncInput, SyncOutput } from "./sync-child.ts";

/** As the worker is started; bench/README.md says why. */
const workerFlags = [
  ...(process.env["BENCH_PROFILE"] ? ["--cpu-prof", `--cpu-prof-dir=${process.env["BENCH_PROFILE"]}`] : []),
  "--max-old-space-size=128",
  "--max-semi-space-size=16",
];

export async function run(args: string[]): Promise<void> {
  const records = Number(args[0] ?? 200_000);
  console.log(`Starting PostgreSQL and a sandbox company of ${records.toLocaleString("en")} records…`);
  const stack = await startBenchStack({ records });
  try {
    const company = await addCompany(stack.databaseUrl);
    const target = { sandboxUrl: stack.sandboxUrl, realmId: stack.realmId, accessToken: stack.accessToken };
    const input: SyncInput = { target, company };
    const floorOf = () =>
      runChild<FloorOutput>({
        script: "backfill/floor-child.ts",
        input: { target, databaseUrl: stack.databaseUrl, companyId: company.companyId },
        environment: stack.environment,
      });
    const syncOf = () =>
      runChild<SyncOutput>({
        script: "backfill/sync-child.ts",
        input,
        environment: stack.environment,
        nodeFlags: workerFlags,
      });

    // The first reading of everything warms the sandbox up and counts for neither side.
    await floorOf();
    const floor = await measured(stack, floorOf);
    sayFloor(floor);
    const first = await measured(stack, syncOf);
    say("backfill", first);
    const second = await measured(stack, syncOf);
    say("unchanged", second);
    console.log(JSON.stringify({ ...summary(floor, first, second) }));
  } finally {
    await stack.stop();
  }
}

interface Measured<Output> extends ChildResult<Output> {
  readonly postgresCpuSeconds: number | null;
  readonly sandboxCpuSeconds: number | null;
}

async function measured<Output>(
  stack: BenchStack,
  work: () => Promise<ChildResult<Output>>,
): Promise<Measured<Output>> {
  const before = cpuOf(stack);
  const result = await work();
  const after = cpuOf(stack);
  return {
    ...result,
    postgresCpuSeconds: difference(after.postgres, before.postgres),
    sandboxCpuSeconds: difference(after.sandbox, before.sandbox),
  };
}

function cpuOf(stack: BenchStack): { postgres: number | null; sandbox: number | null } {
  return {
    postgres: stack.postgresPid === null ? null : cpuSecondsOfTree(stack.postgresPid),
    sandbox: cpuSecondsOfTree(stack.sandboxPid),
  };
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before;
}

function sayFloor(floor: Measured<FloorOutput>): void {
  const { records, seconds } = floor.output;
  console.log(`${"floor".padEnd(10)} ${rate(records, seconds)} records/s  ${sayCost(floor, records)}`);
}

function say(name: string, result: Measured<SyncOutput>): void {
  const { records, seconds, state, memory } = result.output;
  console.log(
    `${name.padEnd(10)} ${rate(records, seconds)} records/s  ${sayCost(result, records)}  ${state}, ` +
      `${result.output.meteredCalls} calls`,
  );
  const step = Math.max(1, Math.ceil(memory.length / 24));
  console.log(
    `${"".padEnd(10)} memory over time (MB): ${memory.filter((_, index) => index % step === 0).join(" ")}`,
  );
}

function sayCost(result: Measured<unknown>, records: number): string {
  const per = (seconds: number | null): string =>
    seconds === null ? "?" : ((seconds / records) * 100_000).toFixed(1);
  return (
    `CPU s per 100,000: own ${per(result.cpuSeconds)}, PostgreSQL ${per(result.postgresCpuSeconds)}, ` +
    `sandbox ${per(result.sandboxCpuSeconds)}; peak ${Math.round(result.peakMegabytes)} MB`
  );
}

function rate(records: number, seconds: number): string {
  return Math.round(records / seconds)
    .toLocaleString("en")
    .padStart(8);
}

function summary(
  floor: Measured<FloorOutput>,
  first: Measured<SyncOutput>,
  second: Measured<SyncOutput>,
): Record<string, unknown> {
  const perSecond = (output: { records: number; seconds: number }): number =>
    Math.round(output.records / output.seconds);
  const recordsPerSecond = perSecond(first.output);
  const floorPerSecond = perSecond(floor.output);
  return {
    bench: "backfill",
    ratio: Number((recordsPerSecond / floorPerSecond).toFixed(3)),
    records: first.output.records,
    recordsPerSecond,
    floorPerSecond,
    unchangedPerSecond: perSecond(second.output),
    cpuSecondsPer100k: Number(((first.cpuSeconds / first.output.records) * 100_000).toFixed(2)),
    peakMegabytes: Math.round(first.peakMegabytes),
    peakMegabytesUnchanged: Math.round(second.peakMegabytes),
  };
}
