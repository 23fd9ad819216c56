import type { RecordType } from "#lib/books/record-type.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { countOf, queryPage } from "#lib/quickbooks/query.ts";
import { parseRow } from "#lib/quickbooks/wire/parse-row.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { retryingClient } from "#lib/quickbooks/with-retries.ts";
import { countLive } from "#lib/store/read/live-window.ts";
import type { CheckDependencies } from "../reconcile/check-company.ts";

export interface TypeSample {
  readonly sourceCount: number;
  readonly ourCount: number;
  /** As QuickBooks gives them, the first by Id. */
  readonly records: readonly WireRecord[];
}

/**
 * What QuickBooks has of a type: how many, and the first few. Changes nothing; costs two metered calls.
 *
 * @throws AppError `connection.*`, `quickbooks.*`
 */
export async function sampleType(
  organizationId: OrganizationId,
  companyId: CompanyId,
  recordType: RecordType,
  sampleSize: number,
  { openClient }: Pick<CheckDependencies, "openClient">,
): Promise<TypeSample> {
  const client = retryingClient(await openClient(companyId), {
    attempts: 3,
    leaveLongWaits: true,
  });
  const sourceCount = await countOf(client, recordType);
  const page = await queryPage(client, recordType, {
    startPosition: 1,
    maxResults: sampleSize,
    orderBy: "id",
  });
  const window = { companyId, recordType, updatedFrom: null, updatedTo: null, datedFrom: null };
  const ourCount = await withTenant(organizationId, (sql) => countLive(sql, window));
  return { sourceCount, ourCount, records: page.rows.slice(0, sampleSize).map(parseRow) };
}
