import { z } from "zod";

import type { Actor } from "#lib/core/actor.ts";
import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { recordsPageSize, type RecordList, type RecordsQuery } from "#lib/contracts/records.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { withTenant } from "#lib/db/scope.ts";
import { containsPattern } from "#lib/db/like-pattern.ts";
import { parseAmountSearch } from "./parse-amount-search.ts";
import { pageCursor } from "#lib/crypto/page-cursor.ts";
import { findCompanyCurrency } from "./record-currency.ts";
import {
  otherAccountId,
  summaryColumns,
  summaryFrom,
  toRecordSummary,
  workedForId,
  type RecordRow,
} from "./record-row.ts";

/*
 * Both lists follow an index (company, type, date or name), so that a page costs the same at a hundred
 * records and at a million. Newest transactions first; without a date, before all others, as the index
 * has them. Names from A to Z.
 */
const tables = {
  transaction: {
    type: "r.type",
    sort: "r.transaction_on",
    cast: "date",
    order: ["DESC", "ASC"],
    search: `(r.doc_number ILIKE $4 OR r.memo ILIKE $4 OR r.source_id = $3
      OR abs(r.total_amount) >= $7::numeric AND abs(r.total_amount) < $8::numeric
      OR (r.party_kind, r.party_id) IN (SELECT kind, source_id FROM named)
      OR r.type IN ('transfer', 'credit_card_payment') AND (
        ('account', r.account_id) IN (SELECT kind, source_id FROM named)
        OR ('account', ${otherAccountId}) IN (SELECT kind, source_id FROM named))
      OR r.type = 'time_activity' AND ('customer', ${workedForId}) IN (SELECT kind, source_id FROM named)
      OR r.type = 'time_activity' AND r.source #>> '{CustomerRef,name}' ILIKE $4 AND NOT EXISTS (SELECT FROM entities e
        WHERE e.company_id = $1 AND e.organization_id = $9 AND e.kind = 'customer' AND e.source_id = ${workedForId})
      OR r.party_name ILIKE $4 AND NOT EXISTS (SELECT FROM entities e
        WHERE e.company_id = $1 AND e.organization_id = $9 AND e.kind = r.party_kind AND e.source_id = r.party_id))`,
  },
  entity: {
    type: "r.kind",
    sort: "r.name",
    cast: "text",
    order: ["ASC", "DESC"],
    // Lists are not searched by amount; its parameters have a type all the same.
    search: `(r.name ILIKE $4 OR r.full_name ILIKE $4 OR r.code ILIKE $4 OR r.email ILIKE $4 OR r.source_id = $3)
      AND ($7::numeric IS NULL) IS NOT NULL AND ($8::numeric IS NULL) IS NOT NULL`,
  },
} as const;

/**
 * Names that are searched for, looked up once and compared by Id: documents keep the name that their party
 * had when they were last read. A party without a row of its own is found by that.
 */
const named = `WITH named AS MATERIALIZED (
  SELECT kind, source_id FROM entities WHERE company_id = $1 AND organization_id = $9
    AND kind IN ('customer', 'vendor', 'employee', 'account') AND (name ILIKE $4 OR full_name ILIKE $4))`;

/** True of every row; without it the index may not be used (see the migration that made it so). */
const followsIndex = "r.versions > 0";

const shows = {
  present: "r.deleted_at IS NULL",
  gone: "r.deleted_at IS NOT NULL",
  all: "TRUE",
} satisfies Record<RecordsQuery["show"], string>;

/** The value that a page is sorted by, and the id that decides between equals. */
const recordPlace = z.tuple([z.string().nullable(), z.string()]);
type RecordPlace = z.infer<typeof recordPlace>;

/** A page of one type. The caller has made sure that the actor may open the company. */
export async function listRecords(
  actor: Actor,
  companyId: CompanyId,
  recordType: RecordType,
  query: RecordsQuery,
): Promise<RecordList> {
  const { shape } = recordTypes[recordType];
  const table = tables[shape];
  const cursor = pageCursor(`records ${companyId} ${recordType}`, recordPlace);
  const backwards = query.before !== undefined && query.after === undefined;
  const text = backwards ? query.before : query.after;
  const at = text === undefined ? null : cursor.read(text);
  const direction = table.order[backwards ? 1 : 0];
  const search = query.search.normalize("NFC");
  const amounts = parseAmountSearch(search);
  const { rows, company } = await withTenant(actor.organizationId, async (sql) => ({
    company: await findCompanyCurrency(sql, companyId),
    ...(await sql.query<RecordRow & { readonly sort: string | null }>(
      `${named} SELECT ${summaryColumns[shape]}, ${table.sort}::text AS sort FROM ${summaryFrom[shape]}
        WHERE r.company_id = $1 AND r.organization_id = $9 AND ${table.type} = $2 AND ${followsIndex} AND ($3 = '' OR ${table.search}) AND ${shows[query.show]}
          AND ${beyond(table.sort, table.cast, direction, at)}
        ORDER BY ${table.sort} ${direction}, r.source_id ${direction} LIMIT ${recordsPageSize + 1}`,
      [
        companyId,
        recordType,
        search,
        containsPattern(search),
        at?.[0] ?? null,
        at?.[1] ?? null,
        amounts?.from ?? null,
        amounts?.below ?? null,
        sql.organization,
      ],
    )),
  }));
  const isMore = rows.length > recordsPageSize;
  const page = rows.slice(0, recordsPageSize);
  if (backwards) page.reverse();
  const cursorOf = (row: (typeof page)[number] | undefined) =>
    row === undefined ? null : cursor.write([row.sort, row.source_id]);
  return {
    records: page.map((row) => toRecordSummary(recordType, row, company)),
    next: backwards || isMore ? cursorOf(page.at(-1)) : null,
    previous: (backwards ? isMore : at !== null) ? cursorOf(page[0]) : null,
  };
}

/** The rows that come after the cursor in this direction; in PostgreSQL's order, no date is the latest. */
function beyond(sort: string, cast: string, direction: "ASC" | "DESC", at: RecordPlace | null): string {
  // The parameters are named in any case, so that each has a type.
  const value = `$5::${cast}`;
  const id = "$6::text";
  if (at === null) return `(${value} IS NULL AND ${id} IS NULL)`;
  const further = direction === "ASC" ? ">" : "<";
  if (at[0] === null) {
    const among = `${value} IS NULL AND ${sort} IS NULL AND r.source_id ${further} ${id}`;
    return direction === "ASC" ? `(${among})` : `(${among} OR ${sort} IS NOT NULL)`;
  }
  const after = `(${sort}, r.source_id) ${further} (${value}, ${id})`;
  return direction === "ASC" ? `(${after} OR ${sort} IS NULL)` : after;
}
