import type { AccountingReply } from "./accounting-reply.ts";

interface Kept {
  readonly reply: AccountingReply;
  readonly untilMs: number;
}

/** Oldest answers go first beyond this many; enough for any test, bounded for long demos. */
const mostKept = 50_000;

/** First answers by `requestid`, per company: a repeated request gets the first one's bytes and does nothing. */
export class RequestIdStore {
  readonly #kept = new Map<string, Kept>();

  find(key: string, nowMs: number): AccountingReply | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && kept.untilMs > nowMs ? kept.reply : undefined;
  }

  keep(key: string, reply: AccountingReply, untilMs: number): void {
    this.#kept.set(key, { reply, untilMs });
    if (this.#kept.size <= mostKept) return;
    const oldest = this.#kept.keys().next();
    if (!oldest.done) this.#kept.delete(oldest.value);
  }
}
