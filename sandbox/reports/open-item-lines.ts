// Open documents as lines of a detail report.

import type { DetailColumnKey } from "./detail-columns.ts";
import { type OpenItem, type Side, filteredItems, openItems } from "./open-items.ts";
import type { ReportContext } from "./report-context.ts";
import { type ReportColumn, blank, money, text } from "./report-shape.ts";

export const itemsFor = (context: ReportContext, side: Side, day: string): readonly OpenItem[] =>
  filteredItems(
    openItems(context.state, side, day),
    side === "Customer" ? context.filter.customers : context.filter.vendors,
  );

export const nameColumn = (side: Side): ReportColumn => ({
  title: "",
  type: side,
  key: side === "Customer" ? "cust_name" : "vend_name",
  kind: "String",
  keyed: "never",
});

export const detailLine = (context: ReportContext, side: Side, item: OpenItem) => ({
  state: context.state,
  entity: item.entity,
  id: item.object.Id,
  on: item.on,
  object: item.object,
  nameEntity: side,
  nameId: item.nameId,
  cents: item.totalCents,
  openCents: item.openCents,
  dueOn: item.dueOn,
});

export const totalsOf = (keys: readonly DetailColumnKey[], title: string, items: readonly OpenItem[]) =>
  keys.map((key, index) =>
    index === 0
      ? text(title)
      : key === "subt_amount"
        ? money(items.reduce((sum, { totalCents }) => sum + totalCents, 0))
        : key === "subt_open_bal"
          ? money(items.reduce((sum, { openCents }) => sum + openCents, 0))
          : blank,
  );
