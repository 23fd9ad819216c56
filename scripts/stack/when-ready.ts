import type { RunningProcess } from "../processes/running-process.ts";
import { StartProblem } from "../processes/start-problem.ts";
import { waitUntil } from "../processes/wait-until.ts";

/** Waits until `isReady` says so. @throws StartProblem when the process ends before, or time is up. */
export async function whenReady(
  running: RunningProcess,
  timeoutMs: number,
  isReady: () => boolean | Promise<boolean>,
): Promise<void> {
  let isOver = false;
  void running.ended.then(() => (isOver = true));
  const what = `The start of the ${running.name}`;
  await waitUntil({ what, timeoutMs }, async () => {
    if (await isReady()) return true;
    if (isOver) throw new StartProblem(`The ${running.name} did not start:\n${running.lastLines()}`);
    return null;
  }).catch((thrown: unknown) => {
    if (thrown instanceof StartProblem) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StartProblem(`${why} Its log: ${running.logFile}`);
  });
}

/** Whether that address answers at all, and without complaining about itself. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(20_000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
