// Permits that could not be given back, because PostgreSQL was away, are given back once it is there again. Each
// would stand for a call under way until its life is over, two minutes and more, and four of them stop a company.

import type { CompanyId } from "#lib/core/ids.ts";
import { doing } from "#lib/db/current-work.ts";
import { databaseUnavailable } from "#lib/db/database-unavailable.ts";
import { giveBackPermit, type CallResult } from "./return-permit.ts";

export interface PermitReturn {
  readonly companyId: CompanyId;
  readonly permitId: string;
  readonly result: CallResult;
  readonly isCounted: boolean;
}

export interface PermitReturns {
  /** Of a call that has ended. Never rejects; resolves when it is stored, or kept for later. */
  returnPermit(permit: PermitReturn): Promise<void>;
  /**
   * Of a booking whose answer never came. It may have been made all the same, or be made yet, by a server that
   * hung with the statement in its hands: so it is looked for more than once.
   */
  cancelPermit(permit: Omit<PermitReturn, "result">): void;
}

interface Kept extends PermitReturn {
  /** Looks without a find that remain. */
  looks: number;
  notBefore: number;
}

const againAfterMs = 500;
const looksOfBooking = 4;
const betweenLooksMs = 5_000;

/** @param onError Told of what went wrong, once for each permit. */
export function createPermitReturns(onError: (thrown: unknown) => void): PermitReturns {
  let kept: Kept[] = [];
  let timer: NodeJS.Timeout | undefined;

  const lookAgain = (): NodeJS.Timeout =>
    // Not as work of the request or job that happened to be the first to leave one.
    setTimeout(() => void doing({ kind: "step" }, giveBackKept), againAfterMs).unref();

  const keep = (permit: Kept): void => {
    kept.push(permit);
    timer ??= lookAgain();
  };

  const giveBackKept = async (): Promise<void> => {
    const due = kept.filter(({ notBefore }) => notBefore <= Date.now());
    kept = kept.filter((permit) => !due.includes(permit));
    for (const permit of due) await returnPermit(permit);
    timer = kept.length > 0 ? lookAgain() : undefined;
  };

  const returnPermit = async (permit: Kept): Promise<void> => {
    try {
      const wasThere = await giveBackPermit(
        permit.companyId,
        permit.permitId,
        permit.result,
        permit.isCounted,
      );
      if (wasThere || permit.looks <= 1) return;
      keep({ ...permit, looks: permit.looks - 1, notBefore: Date.now() + betweenLooksMs });
    } catch (thrown) {
      if (databaseUnavailable(thrown)) keep(permit);
      else onError(thrown);
    }
  };

  return {
    returnPermit: (permit) => returnPermit({ ...permit, looks: 1, notBefore: 0 }),
    cancelPermit: (permit) => keep({ ...permit, result: "never_sent", looks: looksOfBooking, notBefore: 0 }),
  };
}
