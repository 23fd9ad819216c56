import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** True once it is gone, by whatever hand. */
  hasEnded(): boolean;
  /** kill -9; resolves once it is dead. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with how it ended. */
  stop(): Promise<{ readonly code: number | null }>;
}

const project = path.resolve(import.meta.dirname, "../..");

/** Starts one of our scripts; resolves when it has printed `readyWord`. */
export async function startChild(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: { readonly readyWord: string; readonly logFile?: string | undefined },
): Promise<Child> {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = options.logFile === undefined ? undefined : createWriteStream(options.logFile, { flags: "a" });
  let last = "";
  const gone = new Promise<{ code: number | null }>((resolve) => {
    child.once("close", (code) => {
      log?.end();
      resolve({ code });
    });
  });
  // Nobody outlives the drill.
  const killWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  void gone.then(() => process.off("exit", killWithUs));
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: string): void => {
      log?.write(chunk);
      last = (last + chunk).slice(-4_000);
      if (last.includes(options.readyWord)) resolve();
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    void gone.then(() => reject(new Error(`${name} ended right after its start: ${last}`)));
  });
  return {
    name,
    pid: child.pid ?? 0,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    stop: async () => {
      child.kill("SIGTERM");
      return gone;
    },
  };
}
