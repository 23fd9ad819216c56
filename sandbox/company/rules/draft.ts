// What a body asks for, before the rules of its entity complete it.

import type { WireObject } from "../company.ts";
import type { KnownEntity } from "../entity-traits.ts";
import type { CompanyState } from "../state.ts";
import type { Numbering } from "./numbering.ts";
import { isFields, type Fields } from "../wire-fields.ts";

export interface Draft {
  readonly entity: KnownEntity;
  readonly state: CompanyState;
  /** The object as it stands; undefined when it is being created. */
  readonly before: WireObject | undefined;
  /** What the body says together with what an update keeps, references resolved, empties gone. */
  readonly fields: Fields;
  /** Top-level names that the body itself held. */
  readonly sent: ReadonlySet<string>;
  readonly nowMs: number;
  readonly numbering: Numbering;
}

/** Members that the server alone sets; a client's values for them are overwritten in silence. */
const ownedByServer = new Set([
  "Id",
  "SyncToken",
  "MetaData",
  "domain",
  "sparse",
  "status",
  "FullyQualifiedName",
  "Level",
  "HomeBalance",
  "HomeTotalAmt",
  "BalanceWithJobs",
  "CurrentBalance",
  "CurrentBalanceWithSubAccounts",
  "UnappliedAmt",
  "RemainingCredit",
]);

/** Members that stay when a full update leaves them out; but for a purchase order's number, which is gone then. */
const keptByFullUpdate = [
  "CurrencyRef",
  "DocNumber",
  "Active",
  "Type",
  "AccountType",
  "AccountSubType",
] as const;

/** Nulls and empty texts are how a client clears a field; neither is ever stored. */
export function withoutEmpties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpties);
  if (!isFields(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value))
    if (member !== null && member !== "" && member !== undefined) kept[key] = withoutEmpties(member);
  return kept;
}

/** Sparse: only what was sent changes, at top level alone. Full: what was not sent is cleared. */
export function mergedFields(
  entity: KnownEntity,
  before: WireObject | undefined,
  body: Fields,
  isSparse: boolean,
): Fields {
  const asked: Record<string, unknown> = {};
  if (before !== undefined && isSparse) Object.assign(asked, before);
  else if (before !== undefined)
    for (const key of keptByFullUpdate)
      if (key in before && !(key === "DocNumber" && entity === "PurchaseOrder")) asked[key] = before[key];
  for (const [key, value] of Object.entries(body)) if (!ownedByServer.has(key)) asked[key] = value;
  const merged = withoutEmpties(asked);
  return isFields(merged) ? merged : {};
}
