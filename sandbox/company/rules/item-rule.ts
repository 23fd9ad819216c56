// Completes products, services, bundles and categories.

import { faults } from "../fault.ts";
import { fieldsAt, listAt, numberAt, refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { dayAt, picked } from "./form-head.ts";
import { listName } from "./list-name.ts";
import { reject } from "./rejection.ts";

const itemTypes = new Set(["Inventory", "NonInventory", "Service", "Group", "Category"]);

export function completeItem(draft: Draft): Record<string, unknown> {
  const { fields, before } = draft;
  const made = listName(draft, 100);
  const type = textAt(fields, "Type") ?? (fields["TrackQtyOnHand"] === true ? "Inventory" : "Service");
  if (!itemTypes.has(type)) reject(faults.invalidEnumeration("Type", type));
  const naming = {
    Name: made.shown,
    ...picked(fields, ["Description"]),
    Active: made.active,
    ...(made.parentId === undefined
      ? {}
      : { SubItem: true, ParentRef: draft.state.refs.find("Item", made.parentId), Level: made.level }),
    FullyQualifiedName: made.fullName,
  };
  if (type === "Category") return { ...naming, Type: type };
  if (type === "Group") {
    const group = fieldsAt(fields, "ItemGroupDetail") ?? reject(faults.required("ItemGroupDetail"));
    if (listAt(group, "ItemGroupLine").length === 0) reject(faults.required("ItemGroupLine"));
    return {
      ...naming,
      ...picked(fields, ["Sku"]),
      Taxable: fields["Taxable"] === true,
      UnitPrice: 0,
      Type: type,
      PurchaseCost: 0,
      TrackQtyOnHand: false,
      PrintGroupedItems: fields["PrintGroupedItems"] === true,
      ItemGroupDetail: group,
    };
  }
  if (type === "Inventory") checkInventory(draft);
  else if (fields["IncomeAccountRef"] === undefined && fields["ExpenseAccountRef"] === undefined)
    reject(faults.required("IncomeAccountRef"));
  return {
    ...naming,
    ...picked(fields, ["Sku"]),
    Taxable: fields["Taxable"] === true,
    ...picked(fields, ["SalesTaxIncluded"]),
    UnitPrice: numberAt(fields, "UnitPrice") ?? 0,
    Type: type,
    ...picked(fields, ["IncomeAccountRef", "PurchaseDesc"]),
    PurchaseCost: numberAt(fields, "PurchaseCost") ?? 0,
    ...picked(fields, [
      "ExpenseAccountRef",
      "AssetAccountRef",
      "PrefVendorRef",
      "ClassRef",
      "SalesTaxCodeRef",
      "PurchaseTaxCodeRef",
    ]),
    TrackQtyOnHand: type === "Inventory",
    ...(type === "Inventory"
      ? {
          QtyOnHand: before === undefined ? numberAt(fields, "QtyOnHand") : before["QtyOnHand"],
          InvStartDate: dayAt(fields, "InvStartDate"),
          ...picked(fields, ["ReorderPoint"]),
        }
      : {}),
  };
}

function checkInventory({ fields, before, state }: Draft): void {
  if (
    before === undefined &&
    (numberAt(fields, "QtyOnHand") === undefined || textAt(fields, "InvStartDate") === undefined)
  )
    reject(faults.quantityMissing());
  for (const key of ["AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef"])
    if (fields[key] === undefined) reject(faults.required(key));
  const asset = state.chart.get(refAt(fields, "AssetAccountRef") ?? "");
  if (asset !== undefined && asset.type !== "Other Current Asset")
    reject(faults.accountType("The asset account of an inventory item must be an inventory account."));
  const cost = state.chart.get(refAt(fields, "ExpenseAccountRef") ?? "");
  if (cost !== undefined && cost.type !== "Cost of Goods Sold")
    reject(
      faults.accountType("The expense account of an inventory item must be of type Cost of Goods Sold."),
    );
}
