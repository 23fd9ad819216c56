import { readdir, readFile } from "node:fs/promises";

/**
 * Stops a process and all its children as a machine does that hangs: sockets stay open, and nobody answers.
 * Linux. Resolves with what lets them go on.
 */
export async function hangProcess(pid: number): Promise<() => void> {
  // The parent first: it makes no more children then.
  process.kill(pid, "SIGSTOP");
  const stopped = [pid, ...(await childrenOf(pid))];
  for (const one of stopped) send(one, "SIGSTOP");
  return () => {
    for (const one of stopped.toReversed()) send(one, "SIGCONT");
  };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // The name of the program stands in parentheses and may hold spaces.
    const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(parent) === pid) found.push(Number(name));
  }
  return found;
}
