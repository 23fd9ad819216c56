import type { CompanyEvent } from "../company/company.ts";

/** One write that took effect: the judge of "exactly one". */
interface EffectiveWrite {
  readonly at: string;
  readonly entity: string;
  readonly id: string;
  readonly operation: CompanyEvent["operation"];
  readonly actor: string;
  /** null for a write without one, and for what people do in the product. */
  readonly requestid: string | null;
  readonly syncTokenBefore: string | null;
  readonly syncTokenAfter: string | null;
}

/** Oldest writes of a company are forgotten beyond this many. */
const mostKept = 50_000;

/**
 * Every write that changed something, per company. A repeated requestid, a refusal and an update that changes
 * nothing are none.
 */
export class WriteLog {
  readonly #writes = new Map<string, EffectiveWrite[]>();
  #requestId: string | undefined;

  /** Does the work of one request, whose writes all bear its requestid. */
  during<T>(requestId: string | undefined, work: () => T): T {
    this.#requestId = requestId;
    try {
      return work();
    } finally {
      this.#requestId = undefined;
    }
  }

  take({ realmId, entity, id, operation, atMs, actor, tokenBefore, tokenAfter }: CompanyEvent): void {
    const ofCompany = this.#writes.get(realmId) ?? [];
    this.#writes.set(realmId, ofCompany);
    ofCompany.push({
      at: new Date(atMs).toISOString(),
      entity,
      id,
      operation,
      actor: actor ?? "person",
      requestid: actor === "api" ? (this.#requestId ?? null) : null,
      syncTokenBefore: tokenBefore ?? null,
      syncTokenAfter: tokenAfter ?? null,
    });
    if (ofCompany.length > mostKept) ofCompany.shift();
  }

  /** Oldest first. */
  of(realmId: string): readonly EffectiveWrite[] {
    return this.#writes.get(realmId) ?? [];
  }
}
