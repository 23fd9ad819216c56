// Products and services, in categories, with bundles.

import type { Refs } from "../company/refs.ts";
import { dayText } from "../company/wire-time.ts";
import type { ItemFacts, ListRow, VatFacts } from "./blueprint.ts";
import { accountIds } from "./chart-of-accounts.ts";
import { listObject, present } from "./list-object.ts";
import type { ListTimes } from "./list-times.ts";
import type { ItemSeed, Profile } from "./profile.ts";

/** Beyond the profile's own items: numbered variants, so that a large company has a large catalogue. */
function catalogue(profile: Profile, count: number): ItemSeed[] {
  const own = [...profile.items];
  const sellable = own.filter((item) => item.type !== "Group");
  for (let n = 0; own.length < count; n++) {
    const model = sellable[n % sellable.length];
    if (model === undefined) break;
    const variant = Math.floor(n / sellable.length) + 2;
    const { formerIncomeAccountId: _once, ...rest } = model;
    own.push({
      ...rest,
      name: `${model.name} No. ${variant}`,
      priceCents: (model.priceCents ?? 0) + 25 * variant,
      ...(model.sku === undefined ? {} : { sku: `${model.sku}-${variant}` }),
    });
  }
  return own;
}

export function generateItems(
  profile: Profile,
  vat: VatFacts | undefined,
  count: number,
  startDay: number,
  times: ListTimes,
  refs: Refs,
): { readonly rows: ListRow[]; readonly items: ItemFacts[] } {
  const seeds = catalogue(profile, count);
  const accountRef = (id: string | undefined) => (id === undefined ? undefined : refs.find("Account", id));
  const rows: ListRow[] = [];
  const items: ItemFacts[] = [];
  const positions = new Map<string, number>();
  const categories = [...new Set(seeds.flatMap((item) => item.category ?? []))];
  const categoryId = (category: string): string => String(seeds.length + 1 + categories.indexOf(category));

  for (const [index, item] of seeds.entries()) {
    const id = String(index + 1);
    const createdMs = times.created(4, 0, seeds.length);
    const updatedMs = times.edited(4, index, createdMs);
    const ref = refs.name(
      "Item",
      id,
      item.category === undefined ? item.name : `${item.category}:${item.name}`,
    );
    const income = accountRef(item.incomeAccountId) ??
      accountRef(accountIds.services) ?? { value: accountIds.services };
    const stocked = item.type === "Inventory";
    const asset = stocked ? accountRef(accountIds.inventory) : undefined;
    const expense = stocked ? accountRef(accountIds.costOfGoods) : accountRef(item.expenseAccountId);
    const members = (item.members ?? []).flatMap(([name, quantity]) => {
      const position = positions.get(name);
      return position === undefined ? [] : [[position, quantity] as const];
    });
    const openingUnits = stocked ? 40 + (index % 7) * 15 : 0;
    positions.set(item.name, index);
    items.push({
      ref,
      type: item.type,
      description: item.description,
      priceCents: item.priceCents ?? 0,
      costCents: item.costCents ?? 0,
      income,
      formerIncome: accountRef(item.formerIncomeAccountId),
      expense,
      asset,
      taxable: item.taxable ?? false,
      openingUnits,
      members,
    });
    const own = present({
      Name: item.name,
      Description: item.description,
      Active: true,
      ...(item.category === undefined
        ? {}
        : { SubItem: true, ParentRef: { value: categoryId(item.category), name: item.category }, Level: 1 }),
      FullyQualifiedName: ref.name,
      Sku: item.sku,
      Taxable: item.taxable ?? false,
      ...(vat === undefined || item.type === "Group"
        ? {}
        : {
            SalesTaxCodeRef: (item.taxable === true ? vat.standard : vat.exempt).ref,
            PurchaseTaxCodeRef: vat.standard.ref,
          }),
      UnitPrice: (item.priceCents ?? 0) / 100,
      Type: item.type,
      ...(item.type === "Group" ? {} : { IncomeAccountRef: income }),
      PurchaseDesc: stocked ? item.description : undefined,
      PurchaseCost: (item.costCents ?? 0) / 100,
      ExpenseAccountRef: expense,
      AssetAccountRef: asset,
      TrackQtyOnHand: stocked,
      ...(stocked ? { QtyOnHand: openingUnits, InvStartDate: dayText(startDay - 2), ReorderPoint: 10 } : {}),
      ...(item.type === "Group"
        ? {
            PrintGroupedItems: true,
            ItemGroupDetail: {
              ItemGroupLine: members.map(([position, quantity]) => ({
                ItemRef: { ...items[position]?.ref, type: items[position]?.type },
                Qty: quantity,
              })),
            },
          }
        : {}),
    });
    rows.push({ entity: "Item", object: listObject(id, createdMs, updatedMs, own), updatedMs });
  }
  for (const category of categories) {
    const id = categoryId(category);
    const createdMs = times.created(4, 0, seeds.length);
    refs.name("Item", id, category);
    const own = { Name: category, Active: true, FullyQualifiedName: category, Type: "Category" };
    rows.push({ entity: "Item", object: listObject(id, createdMs, createdMs, own), updatedMs: createdMs });
  }
  return { rows, items };
}
