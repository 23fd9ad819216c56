// Next calls this once, before it answers anything: a server that is configured wrongly must not start
// and then fail at each request.

export async function register(): Promise<void> {
  // Compiled for Next's edge runtime, too, which has neither PostgreSQL nor an end.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { requireSoundStart } = await import("./lib/http/require-sound-start.ts");
    await requireSoundStart();
  }
}
