import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

import type { CompanyId } from "#lib/core/ids.ts";
import type { TokenUseReport } from "./token-user.ts";

export interface TokenUser {
  /** Lets its callers loose, and resolves with what each got. */
  use(): Promise<TokenUseReport>;
  /** Lets its callers loose without waiting for them. */
  begin(): void;
  /** kill -9; resolves once it is dead. */
  kill(): Promise<void>;
}

/** Resolves when the process is ready to begin. */
export async function startTokenUser(
  company: CompanyId,
  environment: Readonly<Record<string, string>>,
  callers = 1,
): Promise<TokenUser> {
  const child = fork(path.join(import.meta.dirname, "token-user.ts"), [company, String(callers)], {
    env: { ...environment, NODE_ENV: "test", PATH: process.env["PATH"] },
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await messageOf(child);
  return {
    use: async () => {
      const report = messageOf(child);
      child.send("begin");
      return (await report) as TokenUseReport;
    },
    begin: () => {
      child.send("begin");
    },
    kill: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const died = once(child, "exit").then(() => {
    throw new Error("a process that uses tokens has ended early");
  });
  died.catch(() => undefined);
  const [message] = (await Promise.race([once(child, "message"), died])) as [unknown];
  return message;
}
