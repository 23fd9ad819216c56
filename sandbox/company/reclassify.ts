// The accountant's tool: lines of many documents change account at once, and clients may never be told.

import type { Commit } from "./commit.ts";
import type { WireObject } from "./company.ts";
import { faults } from "./fault.ts";
import type { KnownEntity } from "./entity-traits.ts";
import type { ProductAction } from "./product-request.ts";
import { reject } from "./rules/rejection.ts";
import type { CompanyState } from "./state.ts";
import { fieldsAt, listAt, refAt, type Fields } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";

const reclassified = new Set([
  "Invoice",
  "SalesReceipt",
  "CreditMemo",
  "RefundReceipt",
  "Bill",
  "VendorCredit",
  "Purchase",
  "Deposit",
  "JournalEntry",
]);

const isReclassified = (entity: string): entity is KnownEntity => reclassified.has(entity);

/** Where a line says its account. */
const accountMembers = [
  ["AccountBasedExpenseLineDetail", "AccountRef"],
  ["SalesItemLineDetail", "ItemAccountRef"],
  ["DepositLineDetail", "AccountRef"],
  ["JournalEntryLineDetail", "AccountRef"],
] as const;

/** The line with its account changed; the same line when it has another account. */
function changedLine(line: Fields, from: string, to: object): Fields {
  const group = fieldsAt(line, "GroupLineDetail");
  if (group !== undefined) {
    const inside = listAt(group, "Line");
    const changed = inside.map((inner) => changedLine(inner, from, to));
    return changed.every((inner, place) => inner === inside[place])
      ? line
      : { ...line, GroupLineDetail: { ...group, Line: changed } };
  }
  for (const [member, ref] of accountMembers) {
    const detail = fieldsAt(line, member);
    if (detail !== undefined && refAt(detail, ref) === from)
      return { ...line, [member]: { ...detail, [ref]: to } };
  }
  return line;
}

interface Reclassified {
  readonly documents: readonly { readonly entity: KnownEntity; readonly id: string }[];
  readonly movesTime: boolean;
}

export function reclassify(
  state: CompanyState,
  commit: Commit,
  asked: Extract<ProductAction, { kind: "reclassify" }>,
): Reclassified {
  const { fromAccountId, toAccountId, startDate = "", endDate = "9999" } = asked;
  const from = state.chart.get(fromAccountId) ?? reject(faults.notFound());
  const to = state.chart.get(toAccountId) ?? reject(faults.notFound());
  if (from.id === to.id || [from, to].some(({ id }) => state.chart.isControl(id)))
    reject(faults.business("These accounts cannot be reclassified."));
  const movesTime = asked.movesTime ?? state.habits.reclassificationMovesTime;
  const ref = state.refs.find("Account", to.id) ?? { value: to.id };
  const documents: { readonly entity: KnownEntity; readonly id: string }[] = [];
  // The ledger knows the day of a transaction without making its object.
  const posted =
    asked.transactions ??
    [...state.books.transactions((on) => on >= startDate && on <= endDate)].filter(({ postings }) =>
      postings.some(({ accountId }) => accountId === from.id),
    );
  for (const { entity, id } of posted) {
    if (!isReclassified(entity)) continue;
    const object = state.read(entity, id);
    const before = listAt(object ?? {}, "Line");
    const lines = before.map((line) => changedLine(line, from.id, ref));
    if (object === undefined || lines.every((line, place) => line === before[place])) continue;
    store(state, entity, { ...object, Line: lines }, movesTime);
    commit.repost(entity, id);
    documents.push({ entity, id });
  }
  return { documents, movesTime };
}

/** As an edit that everybody hears of, or with neither a new time nor a new SyncToken. */
function store(state: CompanyState, entity: KnownEntity, object: WireObject, movesTime: boolean): void {
  const table = state.table(entity);
  if (!movesTime) {
    table.put(object, table.updatedMs(object.Id));
    return;
  }
  const nowMs = state.nowMs();
  const MetaData = { ...object.MetaData, LastUpdatedTime: wireTime(nowMs) };
  table.put({ ...object, SyncToken: String(Number(object.SyncToken) + 1), MetaData }, nowMs);
  state.emit({ entity, id: object.Id, operation: "updated" });
}
