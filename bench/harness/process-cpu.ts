import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;

/**
 * Processor seconds that a process and its living children have used, those that have ended included once
 * they were waited for. Null where there is no /proc.
 */
export function cpuSecondsOfTree(pid: number): number | null {
  try {
    return treeOf(pid).reduce((sum, one) => sum + ownSeconds(one), 0);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return null;
    throw thrown;
  }
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(Number(name));
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const tree = [root];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

function ownSeconds(pid: number): number {
  const fields = statOf(pid);
  if (!fields) return 0;
  // utime, stime, and those of children that have ended: fields 14 to 17 of proc(5).
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0) / ticksPerSecond;
}

/** The fields after the command's name, which may hold spaces; null for a process that has just gone. */
function statOf(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? null;
  } catch {
    return null;
  }
}
