// What a changed list object means beyond its own row: names in references, the chart, stock, families of names.

import { epochDay } from "./wire-time.ts";
import { toCents } from "./cents.ts";
import type { Balances } from "./balances.ts";
import type { WireObject } from "./company.ts";
import type { KnownEntity } from "./entity-traits.ts";
import { hierarchy } from "./rules/shown-name.ts";
import type { CompanyState } from "./state.ts";
import { numberAt, refAt, textAt } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";
import { openingStock } from "../generate/open-stock.ts";
import { adjustOnDeactivation } from "./deactivation.ts";

/** The name that references to an object show. */
export function shownInRefs(entity: string, object: WireObject): string | undefined {
  if (entity === "Vendor" || entity === "Employee") return textAt(object, "DisplayName");
  if (entity === "TaxAgency") return textAt(object, "DisplayName");
  return textAt(object, "FullyQualifiedName") ?? textAt(object, "Name");
}

const referred = new Set<KnownEntity>([
  "Account",
  "Customer",
  "Vendor",
  "Employee",
  "Item",
  "Class",
  "Department",
  "Term",
  "PaymentMethod",
  "CustomerType",
  "TaxAgency",
  "TaxCode",
  "TaxRate",
  "CompanyCurrency",
]);

export function keepListObject(
  state: CompanyState,
  balances: Balances,
  entity: KnownEntity,
  before: WireObject | undefined,
  object: WireObject,
): void {
  if (!referred.has(entity)) return;
  const name = shownInRefs(entity, object);
  if (name !== undefined) state.refs.name(entity, object.Id, name);
  if (entity === "Account") {
    state.chart.keep(object);
    family(balances.accounts, before, object);
  }
  if (entity === "Customer") family(balances.customers, before, object);
  if (entity === "Item") keepStock(state, balances, before, object);
  adjustOnDeactivation(state, balances, entity, before, object);
  if (
    entity === "Account" ||
    entity === "Customer" ||
    entity === "Item" ||
    entity === "Class" ||
    entity === "Department"
  )
    renameBelow(state, balances, entity, object);
  const shown = balances.shown(entity, object);
  if (shown !== object) state.table(entity).put(shown, state.nowMs());
}

function family(children: Balances["customers"], before: WireObject | undefined, object: WireObject): void {
  if (before !== undefined) children.drop(before);
  children.keep(object);
}

/** A renamed parent renames what is below it. */
function renameBelow(state: CompanyState, balances: Balances, entity: KnownEntity, parent: WireObject): void {
  const below =
    entity === "Account"
      ? [...balances.accounts.of(parent.Id)]
      : entity === "Customer"
        ? [...balances.customers.of(parent.Id)]
        : childIds(state, entity, parent.Id);
  for (const id of below) {
    const child = state.read(entity, id);
    if (child === undefined) continue;
    const own = textAt(child, entity === "Customer" ? "DisplayName" : "Name") ?? "";
    const { fullName } = hierarchy(state, entity, parent.Id, own, child.Id);
    if (fullName === textAt(child, "FullyQualifiedName")) continue;
    const nowMs = state.nowMs();
    const renamed = {
      ...child,
      FullyQualifiedName: fullName,
      MetaData: { ...child.MetaData, LastUpdatedTime: wireTime(nowMs) },
    };
    state.table(entity).put(renamed, nowMs);
    state.refs.name(entity, id, fullName);
    if (entity === "Account") state.chart.keep(renamed);
    renameBelow(state, balances, entity, renamed);
  }
}

const childIds = (state: CompanyState, entity: KnownEntity, parentId: string): string[] =>
  [...state.table(entity).scan({ order: "id" })].flatMap((object) =>
    refAt(object, "ParentRef") === parentId ? [object.Id] : [],
  );

/** A new inventory item opens with a quantity; a changed one takes its accounts and cost along. */
function keepStock(
  state: CompanyState,
  balances: Balances,
  before: WireObject | undefined,
  object: WireObject,
): void {
  if (textAt(object, "Type") !== "Inventory") return;
  const { stock } = state.books;
  const known = stock.item(object.Id);
  const unitCents = toCents(numberAt(object, "PurchaseCost") ?? 0);
  const assetAccountId = refAt(object, "AssetAccountRef") ?? "";
  const openingUnits = known?.openingUnits ?? numberAt(object, "QtyOnHand") ?? 0;
  const openingCents = known?.openingCents ?? Math.round(openingUnits * unitCents);
  stock.keepItem({
    id: object.Id,
    assetAccountId,
    expenseAccountId: refAt(object, "ExpenseAccountRef") ?? "",
    openingUnits,
    openingCents,
    currentUnitCents: unitCents,
  });
  if (before !== undefined || openingCents === 0) return;
  const on = textAt(object, "InvStartDate") ?? "";
  if (Number.isNaN(epochDay(on))) return;
  const kind =
    state.habits.openingStockEntry === "starting-value" ? "InventoryStartingValue" : "InventoryQtyAdjust";
  openingStock(state, kind, object.Id, on, balances);
}
