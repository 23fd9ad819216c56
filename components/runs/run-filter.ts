import { createSerializer, parseAsString, parseAsStringLiteral } from "nuqs";

import { syncState, type SyncState } from "#lib/contracts/sync-run.ts";

/** As the address of the list has it. */
export const runFilter = {
  state: parseAsStringLiteral(syncState.options),
  before: parseAsString,
};

export interface RunsQuery {
  readonly state?: SyncState | null;
  readonly before?: string | null;
}

const serialize = createSerializer(runFilter);

/** The endpoint takes the names that the address has. */
export function runsUrl(companyId: string, { state = null, before = null }: RunsQuery = {}): string {
  return serialize(`/api/companies/${companyId}/syncs`, { state, before });
}
