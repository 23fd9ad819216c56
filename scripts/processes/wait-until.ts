import { setTimeout as sleep } from "node:timers/promises";

export interface Waiting {
  /** What is waited for, to complete the sentence "… did not happen within 30 s". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/** Asks again and again until the answer is neither null nor undefined. @throws when time is up. */
export async function waitUntil<T>(
  waiting: Waiting,
  ask: () => T | null | undefined | Promise<T | null | undefined>,
): Promise<T> {
  const deadline = Date.now() + waiting.timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    if (Date.now() >= deadline) {
      throw new Error(`${waiting.what} did not happen within ${Math.round(waiting.timeoutMs / 1000)} s.`);
    }
    await sleep(waiting.everyMs ?? 100);
  }
}
