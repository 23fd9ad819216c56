import pWaitFor from "p-wait-for";

/** Asks again and again until `look` finds something. @throws after `withinMs`, naming what was awaited. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  return pWaitFor<T>(
    async () => {
      const found = await look();
      return found === null || found === undefined || found === false ? false : pWaitFor.resolveWith(found);
    },
    {
      interval: 10,
      timeout: { milliseconds: withinMs, message: new Error(`${what} did not happen within ${withinMs} ms`) },
    },
  );
}
