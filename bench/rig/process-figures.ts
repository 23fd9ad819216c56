// What a process has used so far, as Linux counts it. Elsewhere the figures are 0, and said to be unknown.

import { readdir, readFile } from "node:fs/promises";

export interface ProcessFigures {
  /** Of the process itself. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly peakRssMb: number;
}

// USER_HZ, which is 100 on every Linux that Node runs on.
const ticksPerSecond = 100;

export async function figuresOf(pid: number): Promise<ProcessFigures> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const { own } = await readTimes(pid);
  return { cpuSeconds: own, rssMb: megabytes(status, "VmRSS"), peakRssMb: megabytes(status, "VmHWM") };
}

/** Processor time of a process with all its children, those that have ended included: PostgreSQL's. */
export async function cpuSecondsOfFamily(pid: number): Promise<number> {
  const { own, ended } = await readTimes(pid);
  let sum = own + ended;
  for (const name of await readdir("/proc").catch((): string[] => [])) {
    if (!/^\d+$/.test(name)) continue;
    const times = await readTimes(Number(name));
    if (times.parent === pid) sum += times.own;
  }
  return sum;
}

async function readTimes(pid: number): Promise<{ own: number; ended: number; parent: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program stands in parentheses and may hold spaces; fields are counted behind it.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const seconds = (from: number): number =>
    (Number(fields[from] ?? 0) + Number(fields[from + 1] ?? 0)) / ticksPerSecond;
  return { own: seconds(11), ended: seconds(13), parent: Number(fields[1] ?? 0) };
}

function megabytes(status: string, name: string): number {
  return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024);
}
