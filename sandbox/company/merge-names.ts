// Merging two names in the product: what was the loser's becomes the winner's, and the loser is gone.

import type { Balances } from "./balances.ts";
import type { Commit } from "./commit.ts";
import type { MergeTraces, WireObject, WriteResult } from "./company.ts";
import type { KnownEntity } from "./entity-traits.ts";
import { faults } from "./fault.ts";
import { reject } from "./rules/rejection.ts";
import { shownName } from "./rules/shown-name.ts";
import type { Uniqueness } from "./rules/uniqueness.ts";
import type { CompanyState } from "./state.ts";
import { refAt, textAt } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";

export interface MergeParts {
  readonly state: CompanyState;
  readonly balances: Balances;
  readonly commit: Commit;
  readonly uniqueness: Uniqueness;
}

const mergeable = new Set<KnownEntity>([
  "Customer",
  "Vendor",
  "Employee",
  "Account",
  "Item",
  "Class",
  "Department",
  "PaymentMethod",
  "Term",
]);

function checkMergeable(
  { state, balances }: MergeParts,
  entity: KnownEntity,
  winner: WireObject,
  loser: WireObject,
): void {
  if (!mergeable.has(entity) || winner.Id === loser.Id) reject(faults.unsupported("merge"));
  if (refAt(winner, "CurrencyRef") !== refAt(loser, "CurrencyRef"))
    reject(faults.business("Names of different currencies cannot be merged."));
  if (entity === "Account") {
    if (textAt(winner, "AccountType") !== textAt(loser, "AccountType"))
      reject(faults.accountType("Accounts of different types cannot be merged."));
    const subType = textAt(loser, "AccountSubType") ?? "";
    if (state.chart.findSystem(subType)?.id === loser.Id && systemAccounts.has(subType))
      reject(faults.business("An account that QuickBooks uses cannot be merged into another."));
    if ([...balances.accounts.of(loser.Id)].length > 0)
      reject(faults.business("An account with sub-accounts cannot be merged."));
  }
  if (entity === "Customer" && [...balances.customers.of(loser.Id)].length > 0)
    reject(faults.business("A customer with sub-customers cannot be merged."));
  if (
    entity === "Item" &&
    (textAt(winner, "Type") !== textAt(loser, "Type") ||
      state.books.stock.isStocked(loser.Id) ||
      textAt(loser, "Type") === "Category")
  )
    reject(faults.business("These items cannot be merged."));
}

const systemAccounts = new Set([
  "AccountsReceivable",
  "AccountsPayable",
  "UndepositedFunds",
  "RetainedEarnings",
  "OpeningBalanceEquity",
  "SalesTaxPayable",
  "ExchangeGainOrLoss",
  "Inventory",
  "DiscountsRefundsGiven",
]);

export function mergeNames(
  parts: MergeParts,
  entity: KnownEntity,
  winnerId: string,
  loserId: string,
  { loser: left = "deleted", notice = true }: MergeTraces,
): WriteResult {
  const { state, balances, uniqueness } = parts;
  const winner = state.read(entity, winnerId) ?? reject(faults.notFound());
  const loser = state.read(entity, loserId) ?? reject(faults.notFound());
  checkMergeable(parts, entity, winner, loser);
  const { books } = state;
  const nowMs = state.nowMs();
  if (entity === "Account") {
    books.redirect("accountId", loserId, winnerId);
    books.moveAccount(loserId, winnerId);
    balances.accounts.drop(loser);
    state.chart.drop(loserId, winnerId);
  }
  if (entity === "Customer" || entity === "Vendor" || entity === "Employee") {
    books.redirect("nameId", loserId, winnerId);
    books.moveName(entity, loserId, winnerId);
    if (entity === "Customer") balances.customers.drop(loser);
  }
  state.refs.redirect(entity, loserId, winnerId);
  if (left === "inactive") {
    const inactive = inactiveLoser(balances.shown(entity, loser), nowMs);
    uniqueness.keep(entity, loser, inactive);
    state.table(entity).put(inactive, nowMs);
  } else {
    uniqueness.keep(entity, loser, undefined);
    state.table(entity).delete(loserId, nowMs);
  }
  const shown = balances.shown(entity, winner);
  const merged = {
    ...shown,
    SyncToken: String(Number(winner.SyncToken) + 1),
    MetaData: { ...winner.MetaData, LastUpdatedTime: wireTime(nowMs) },
  };
  state.table(entity).put(merged, nowMs);
  state.emit({
    entity,
    id: winnerId,
    operation: "merged",
    deletedId: loserId,
    actor: "person",
    ...(notice ? {} : { isSilent: true }),
    ...(winner.SyncToken === undefined ? {} : { tokenBefore: winner.SyncToken }),
    tokenAfter: merged.SyncToken,
  });
  return { kind: "written", object: merged };
}

/** The losing name as a list shows it that keeps it: empty, inactive, with the suffix. */
function inactiveLoser(loser: WireObject, nowMs: number): WireObject {
  const renamed = ["DisplayName", "Name", "FullyQualifiedName"].flatMap((field) => {
    const name = textAt(loser, field);
    return name === undefined ? [] : [[field, shownName(name, false)] as const];
  });
  return {
    ...loser,
    ...Object.fromEntries(renamed),
    Active: false,
    SyncToken: String(Number(loser.SyncToken) + 1),
    MetaData: { ...loser.MetaData, LastUpdatedTime: wireTime(nowMs) },
  };
}
