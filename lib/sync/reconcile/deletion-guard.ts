import { AppError } from "#lib/core/app-error.ts";
import { withTenant } from "#lib/db/scope.ts";
import { countAllLive } from "#lib/store/read/count-all-live.ts";
import type { ClaimedRun } from "#lib/runs/lease/claim-run.ts";

/** Fewer than this are never stored: of a company with a handful of records, each is a large share. */
export const fewestHeld = 10;

export interface DeletionGuard {
  /**
   * Asks whether `count` more records may be marked as deleted by this run, and counts them if so.
   *
   * @throws AppError `sync.mass_deletion` when the run's deletions would pass the company's share, and no
   * person has approved them.
   */
  readonly allow: (count: number) => Promise<void>;
}

/**
 * For one attempt of a run: it adds up what {@link DeletionGuard.allow} let through. A run that a person
 * approved has no limit.
 */
export function createDeletionGuard(run: ClaimedRun): DeletionGuard {
  let live: Promise<number> | undefined;
  let allowed = 0;
  return {
    async allow(count) {
      const wanted = allowed + count;
      if (!run.approved && wanted >= fewestHeld) {
        // Counted once, before the first deletions that could matter.
        live ??= withTenant(run.lease.organizationId, (sql) => countAllLive(sql, run.lease.companyId));
        const before = (await live) + allowed;
        const percent = (wanted / Math.max(before, 1)) * 100;
        if (percent > run.company.massDeletionPercent) {
          throw new AppError(
            "sync.mass_deletion",
            `${wanted} of ${before} records are missing in QuickBooks: ${Math.round(percent)} %, ` +
              `more than the ${run.company.massDeletionPercent} % that are believed without asking.`,
          );
        }
      }
      allowed = wanted;
    },
  };
}
