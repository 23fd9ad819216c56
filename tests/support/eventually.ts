import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until `look` finds something. @throws after `withinMs`, naming what was awaited. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await sleep(10);
  }
}
