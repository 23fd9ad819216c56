import type { ConnectionState } from "#prisma/generated/enums.ts";
import { allRecordTypes, isRecordType, type RecordType } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseCalendarDate, type CalendarDate } from "#lib/core/calendar-date.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import type { TenantSql } from "#lib/db/scope.ts";
import { listRecordTypeStates } from "../types/record-type-state.ts";

/** What is stored about a company's being in step. */
export interface CompanyHealth {
  /** By IANA's name. */
  readonly timeZone: string;
  readonly connectionState: ConnectionState | null;
  readonly changesCursorAt: Date | null;
  readonly syncFromOn: CalendarDate | null;
  /** Types that the company keeps and that QuickBooks offers it. */
  readonly keptTypes: readonly RecordType[];
  /** Types that the company would keep and that QuickBooks did not offer it when it was last asked. */
  readonly notOffered: readonly RecordType[];
  readonly behind: readonly { readonly recordType: RecordType; readonly why: string }[];
  readonly openFailures: number;
}

interface HealthRow {
  readonly time_zone: string;
  readonly state: ConnectionState | null;
  readonly changes_cursor_at: Date | null;
  readonly sync_from_on: string | null;
  readonly selected_types: string[];
  readonly open_failures: number;
}

/** @throws AppError `request.not_found` */
export async function findCompanyHealth(sql: TenantSql, companyId: CompanyId): Promise<CompanyHealth> {
  const { rows } = await sql.query<HealthRow>(
    `SELECT company.time_zone, connection.state, company.changes_cursor_at, company.sync_from_on, company.selected_types,
       (SELECT count(*)::integer FROM record_failures failure
        WHERE failure.company_id = company.id AND failure.organization_id = company.organization_id
          AND failure.state = 'open') AS open_failures
     FROM companies company LEFT JOIN quickbooks_connections connection
       ON connection.company_id = company.id AND connection.organization_id = company.organization_id
     WHERE company.id = $1 AND company.organization_id = $2`,
    [companyId, sql.organization],
  );
  const [row] = rows;
  if (!row) throw new AppError("request.not_found");
  const states = await listRecordTypeStates(sql, companyId);
  const selected = row.selected_types.length > 0 ? row.selected_types.filter(isRecordType) : allRecordTypes;
  const keptTypes = selected.filter((recordType) => states.get(recordType)?.offered !== false);
  const cursorAt = row.changes_cursor_at;
  return {
    timeZone: row.time_zone,
    connectionState: row.state,
    changesCursorAt: cursorAt,
    syncFromOn: row.sync_from_on === null ? null : parseCalendarDate(row.sync_from_on),
    keptTypes,
    notOffered: selected.filter((recordType) => states.get(recordType)?.offered === false),
    behind: keptTypes.flatMap((recordType) => {
      const state = states.get(recordType);
      if (cursorAt === null) return [];
      if (!state?.backfilledAt) return [{ recordType, why: "never read whole." }];
      return state.lastError === null ? [] : [{ recordType, why: state.lastError }];
    }),
    openFailures: row.open_failures,
  };
}
