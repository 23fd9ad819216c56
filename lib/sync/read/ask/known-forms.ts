import type { RecordType } from "#lib/books/record-type.ts";
import { readForm, type QueryForm } from "#lib/quickbooks/query-form.ts";
import { listRejectedClauses } from "#lib/store/types/rejected-clauses.ts";
import type { RunLease } from "#lib/books/run-lease.ts";

/** What a run knows of the forms that QuickBooks takes. */
export interface KnownForms {
  readonly of: Map<RecordType, QueryForm>;
  /** What the steps of the run say already. */
  readonly told: Map<RecordType, QueryForm>;
}

/** What QuickBooks refused within the last day, in any run of the company; nothing is `told` yet. */
export async function loadForms(lease: RunLease): Promise<KnownForms> {
  const stored = await listRejectedClauses(lease);
  const of = new Map([...stored].map(([recordType, rejected]) => [recordType, readForm(rejected)]));
  return { of, told: new Map() };
}
