import pWaitFor from "p-wait-for";

export interface Waiting {
  /** What is waited for, to complete the sentence "… did not happen within 30 s". */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/** Asks again and again until the answer is neither null nor undefined. @throws when time is up. */
export async function waitUntil<T>(
  { what, timeoutMs, everyMs = 100 }: Waiting,
  ask: () => T | null | undefined | Promise<T | null | undefined>,
): Promise<T> {
  return pWaitFor<T>(
    async () => {
      const answer = await ask();
      return answer === null || answer === undefined ? false : pWaitFor.resolveWith(answer);
    },
    {
      interval: everyMs,
      timeout: {
        milliseconds: timeoutMs,
        message: new Error(`${what} did not happen within ${Math.round(timeoutMs / 1000)} s.`),
      },
    },
  );
}
