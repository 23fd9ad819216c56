import type { SyncKind } from "#lib/books/sync-run.ts";
import { isRecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, OrganizationId, UserId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { requestSyncIn } from "#lib/runs/request/request-run.ts";
import { failingCompaniesSql } from "./failing-companies.ts";

export interface RetryFailing {
  readonly organizationId: OrganizationId;
  readonly requestedById: UserId;
  /** Companies whose last run failed or ended incomplete. Left out: all whose last run failed. */
  readonly companyIds?: readonly CompanyId[] | undefined;
}

export interface RetriedFailing {
  readonly started: number;
  /** Those that QuickBooks cannot be asked about before somebody acts, and those already under way. */
  readonly leftOut: number;
}

interface FailingCompany {
  readonly company_id: CompanyId;
  readonly kind: SyncKind;
  readonly types: readonly string[];
  readonly under_way: boolean;
}

/**
 * Asks again for what went wrong, with the kind and the types of the run that did. In a firm's scope.
 *
 * @throws AppError `connection.*` or `sync.already_running` when a single company was named and cannot be
 * retried: of one, a person wants to hear why.
 */
export async function retryFailing(sql: TenantSql, request: RetryFailing): Promise<RetriedFailing> {
  const { rows } = await sql.query<FailingCompany>(
    `SELECT * FROM (${failingCompaniesSql}) failing
      WHERE CASE WHEN $2::uuid[] IS NULL THEN state = 'failed' ELSE company_id = ANY ($2) END
      ORDER BY finished_at`,
    [sql.organization, request.companyIds ?? null],
  );
  const isSingle = request.companyIds?.length === 1;
  let started = 0;
  for (const failing of rows) {
    try {
      if (failing.under_way) throw new AppError("sync.already_running");
      await requestSyncIn(sql, {
        organizationId: request.organizationId,
        companyId: failing.company_id,
        kind: failing.kind,
        trigger: "retry",
        types: failing.types.filter(isRecordType),
        requestedById: request.requestedById,
      });
      started += 1;
    } catch (thrown) {
      if (isSingle || !(thrown instanceof AppError) || !isOfCompany(thrown)) throw thrown;
    }
  }
  return { started, leftOut: rows.length - started };
}

/** What speaks against this company alone. Anything else stops the whole deed. */
function isOfCompany({ code }: AppError): boolean {
  return code.startsWith("connection.") || code === "sync.already_running";
}
