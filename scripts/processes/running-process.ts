import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

import { projectRoot } from "../project-root.ts";
import { signalGroup, type Supervisor } from "./supervisor.ts";

export interface ProcessToRun {
  /** As a person calls it: "worker". */
  readonly name: string;
  /** For our own Node: a script and its arguments. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Also receives each line, for example to show it. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly supervisor: Supervisor;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly ended: Promise<ProcessEnd>;
  /** True from the moment it was asked to stop. */
  readonly isStopping: () => boolean;
  /** The last lines that it wrote. */
  readonly lastLines: () => string;
  /** Asks it to end, and its whole group to go at once when it has not within `patienceMs`. */
  stop(patienceMs?: number): Promise<ProcessEnd>;
  /** For drills: no farewell. */
  kill(): Promise<ProcessEnd>;
}

const keptLines = 40;

/**
 * Starts one of our processes in a process group of its own, so that Ctrl-C reaches the launcher alone,
 * which then stops everything in the right order.
 */
export function runProcess(wanted: ProcessToRun): RunningProcess {
  const child = spawn(process.execPath, wanted.args, {
    cwd: projectRoot,
    env: { ...process.env, ...wanted.environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(wanted.logFile, { flags: "a", mode: 0o600 });
  const last: string[] = [];
  let rest = "";
  let stopping = false;
  const take = (chunk: string) => {
    log.write(chunk);
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) wanted.onLine?.(line);
    last.push(...lines);
    last.splice(0, Math.max(0, last.length - keptLines));
  };
  child.stdout.setEncoding("utf8").on("data", take);
  child.stderr.setEncoding("utf8").on("data", take);

  const pid = child.pid ?? 0;
  if (pid > 0) wanted.supervisor.watch(pid);
  const ended = new Promise<ProcessEnd>((resolve) => {
    const finish = (end: ProcessEnd) => {
      wanted.supervisor.release(pid);
      log.end();
      resolve(end);
    };
    child.once("error", (error) => {
      last.push(error.message);
      finish({ code: 1, signal: null });
    });
    child.once("close", (code, signal) => finish({ code, signal }));
  });

  const end = async (signal: NodeJS.Signals, patienceMs: number): Promise<ProcessEnd> => {
    stopping = true;
    if (pid > 0) signalGroup(pid, signal);
    const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), patienceMs);
    const result = await ended;
    clearTimeout(timer);
    return result;
  };
  return {
    name: wanted.name,
    pid,
    logFile: wanted.logFile,
    ended,
    isStopping: () => stopping,
    lastLines: () => [...last, rest].filter((line) => line.trim() !== "").join("\n"),
    stop: (patienceMs = 10_000) => end("SIGTERM", patienceMs),
    kill: () => end("SIGKILL", 1_000),
  };
}
