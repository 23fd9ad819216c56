import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import { z } from "zod";

import { testEnvironment } from "./environment.ts";

const told = z.object({ secrets: z.array(z.string().min(8)), answers: z.array(z.string()) });

export interface ProcessOutput extends z.output<typeof told> {
  /** All that it wrote, to either stream. */
  readonly written: string;
}

/** Runs one of this folder's talkative scripts, which logs all it can and reports the secrets that it saw. */
export async function readProcessOutput(
  script: string,
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ProcessOutput> {
  const child = fork(path.resolve(import.meta.dirname, script), {
    env: {
      ...testEnvironment({ databaseUrl, more: { LOG_LEVEL: "trace", ...more } }),
      NODE_ENV: "test",
      PATH: process.env["PATH"],
    },
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      written += text;
    });
  }
  const messages: unknown[] = [];
  child.on("message", (message) => messages.push(message));
  await once(child, "close");
  if (messages.length !== 1)
    throw new Error(`${script} reported ${messages.length} times: ${written.slice(-3000)}`);
  return { ...told.parse(messages[0]), written };
}
