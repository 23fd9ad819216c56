// Ends what a launcher started when the launcher itself is gone without having been able to (SIGKILL, a
// crash): the operating system closes the pipe between the two, and that is the sign.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

export interface Supervisor {
  /** From now on the process group led by `pid` ends with us. */
  watch(pid: number, signal?: "SIGTERM" | "SIGINT"): void;
  release(pid: number): void;
}

const patienceMs = 8_000;

export function startSupervisor(): Supervisor {
  const child = spawn(process.execPath, [import.meta.filename], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  const { stdin } = child;
  // Without a guardian (somebody killed it) the launcher still stops everything when it ends in order.
  stdin.on("error", () => undefined);
  if ("unref" in stdin && typeof stdin.unref === "function") Reflect.apply(stdin.unref, stdin, []);
  return {
    watch: (pid, signal = "SIGTERM") => stdin.write(`+ ${pid} ${signal}\n`),
    release: (pid) => stdin.write(`- ${pid}\n`),
  };
}

/** Signals a whole process group; false when there is none any more. */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

async function guard(): Promise<void> {
  const watched = new Map<number, NodeJS.Signals>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, pid, signal] = line.split(" ");
    if (what === "+") watched.set(Number(pid), signal === "SIGINT" ? "SIGINT" : "SIGTERM");
    else watched.delete(Number(pid));
  }
  for (const [pid, signal] of watched) signalGroup(pid, signal);
  const deadline = Date.now() + patienceMs;
  while ([...watched.keys()].some((pid) => signalGroup(pid, 0))) {
    if (Date.now() > deadline) {
      for (const pid of watched.keys()) signalGroup(pid, "SIGKILL");
      return;
    }
    await sleep(100);
  }
}

if (import.meta.main) await guard();
