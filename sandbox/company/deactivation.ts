// What QuickBooks enters by itself when a person makes something inactive that still has a balance: an
// account's goes to Opening Balance Equity, an item's quantity to shrinkage.

import { isBalanceSheet } from "../ledger/account-types.ts";
import type { Balances } from "./balances.ts";
import type { WireObject } from "./company.ts";
import type { CompanyState } from "./state.ts";
import { postUnlisted } from "./unlisted-transactions.ts";
import { wireDay } from "./wire-time.ts";

const memo = "Created by QB Online to adjust balance for deletion";

export function adjustOnDeactivation(
  state: CompanyState,
  balances: Balances,
  entity: string,
  before: WireObject | undefined,
  object: WireObject,
): void {
  const isDeactivated = before !== undefined && before["Active"] !== false && object["Active"] === false;
  if (!isDeactivated || state.habits.deactivationEntry === "none") return;
  if (entity === "Account") clearAccount(state, balances, object.Id);
  if (entity === "Item") clearStock(state, balances, object.Id);
}

function clearAccount(state: CompanyState, balances: Balances, id: string): void {
  const account = state.chart.get(id);
  const equity = state.chart.findSystem("OpeningBalanceEquity")?.id;
  // Receivables and payables are owed by somebody; their last account cannot be switched off at all.
  if (account === undefined || equity === undefined || equity === id || state.chart.isControl(id)) return;
  const { home, foreign } = state.books.account(id);
  if (!isBalanceSheet(account.classification) || (home === 0 && foreign === 0)) return;
  const postings = [
    { accountId: id, cents: -home, foreignCents: -foreign },
    { accountId: equity, cents: home, foreignCents: home },
  ];
  const on = wireDay(state.nowMs());
  postUnlisted(state, { kind: "AccountBalanceAdjustment", on, memo, postings }, balances);
}

function clearStock(state: CompanyState, balances: Balances, itemId: string): void {
  const item = state.books.stock.item(itemId);
  const units = state.books.stock.unitsOf(itemId);
  if (item === undefined || units === 0) return;
  const shrinkage = state.chart.find("Cost of Goods Sold", "OtherCostsOfServiceCos")?.id;
  const movement = {
    itemId,
    units: -units,
    pricedCents: undefined,
    assetAccountId: item.assetAccountId,
    offsetAccountId: shrinkage ?? item.expenseAccountId,
  };
  const on = wireDay(state.nowMs());
  postUnlisted(
    state,
    { kind: "InventoryQtyAdjust", on, memo, postings: [], movements: [movement] },
    balances,
  );
}
