// Next calls `register` once, before it answers anything: a server that is configured wrongly must not start
// and then fail at each request.

let note: ((thrown: unknown) => void) | undefined;

export async function register(): Promise<void> {
  // Compiled for Next's edge runtime, too, which has neither PostgreSQL nor an end.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { validateStartup } = await import("#lib/http/validate-startup.ts");
    await validateStartup();
    ({ noteRenderFailure: note } = await import("#lib/http/unavailable/lost-database.ts"));
  }
}

/** Told of whatever fails while Next renders. Noted at once: Next does not wait for us before it answers. */
export function onRequestError(thrown: unknown): void {
  note?.(thrown);
}
