// Receivables and payables by how late they are.

import { epochDay } from "../company/wire-time.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn } from "./chosen-columns.ts";
import type { DetailColumnKey } from "./detail-columns.ts";
import { nameRows } from "./name-tree.ts";
import { detailLine, itemsFor, nameColumn, totalsOf } from "./open-item-lines.ts";
import type { OpenItem, Side } from "./open-items.ts";
import type { ReportContext } from "./report-context.ts";
import {
  type ReportDraft,
  type ReportRow,
  blank,
  dataRow,
  moneyColumn,
  section,
  text,
} from "./report-shape.ts";

interface Buckets {
  readonly titles: readonly string[];
  placeOf(item: OpenItem): number;
}

const whole = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^[1-9]\d{0,2}$/.test(text) ? Number(text) : otherwise;

/** Current, then periods of so many days, the last open-ended: `1 - 30`, …, `91 and over`. */
function bucketsOf(context: ReportContext, day: string): Buckets {
  const length = whole(context.parameters.get("aging_period"), 30);
  const periods = whole(context.parameters.get("num_periods"), 4);
  const titles = ["Current"];
  for (let index = 0; index < periods - 1; index++)
    titles.push(`${index * length + 1} - ${(index + 1) * length}`);
  titles.push(`${(periods - 1) * length + 1} and over`);
  const today = epochDay(day);
  return {
    titles,
    placeOf: ({ dueOn }) => {
      const late = today - epochDay(dueOn);
      return late <= 0 ? 0 : Math.min(periods, Math.ceil(late / length));
    },
  };
}

export const agedSummary =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const buckets = bucketsOf(context, day);
    const columns = buckets.titles.length + 1;
    const amounts = new Map<string, number[]>();
    for (const item of itemsFor(context, side, day)) {
      let own = amounts.get(item.nameId);
      if (own === undefined) amounts.set(item.nameId, (own = Array.from({ length: columns }, () => 0)));
      for (const place of [buckets.placeOf(item), columns - 1])
        own[place] = (own[place] ?? 0) + item.openCents;
    }
    const rows = nameRows(context.state, side, amounts, columns);
    return {
      header: context.header({ end: day }, { SummarizeColumnsBy: "Total" }),
      columns: [
        nameColumn(side),
        ...buckets.titles.map((title, place) =>
          moneyColumn(title, place === 0 ? "current" : String(place - 1)),
        ),
        moneyColumn("Total", "total"),
      ],
      rows,
      hasData: rows.length > 0,
    };
  };

const detailKeys: Readonly<Record<Side, readonly DetailColumnKey[]>> = {
  Customer: ["tx_date", "txn_type", "doc_num", "cust_name", "due_date", "subt_amount", "subt_open_bal"],
  Vendor: ["tx_date", "txn_type", "doc_num", "vend_name", "due_date", "subt_amount", "subt_open_bal"],
};

export const agedDetail =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const buckets = bucketsOf(context, day);
    const keys = chosenColumns(context, detailKeys[side]);
    const from = context.parameters.get("start_duedate") ?? "";
    const to = context.parameters.get("end_duedate") ?? "9999";
    const items = itemsFor(context, side, day).filter(({ dueOn }) => dueOn >= from && dueOn <= to);
    const byPlace = Map.groupBy(items, (item) => buckets.placeOf(item));
    const limit = new CellLimit(keys.length);
    // The oldest come first, what is not yet due last.
    const rows = buckets.titles
      .map((title, place) => ({
        title: place === 0 ? title : `${title} days past due`,
        items: byPlace.get(place) ?? [],
      }))
      .toReversed()
      .flatMap(({ title, items: inside }): ReportRow[] => {
        if (inside.length === 0) return [];
        const lines = inside
          .toSorted((a, b) =>
            a.on < b.on ? -1 : a.on > b.on ? 1 : Number(a.object.Id) - Number(b.object.Id),
          )
          .flatMap((item) =>
            limit.take() ? [dataRow(detailCells(detailLine(context, side, item), keys))] : [],
          );
        return [
          section({
            header: keys.map((_, index) => (index === 0 ? text(title) : blank)),
            rows: lines,
            summary: totalsOf(keys, `Total for ${title}`, inside),
          }),
        ];
      });
    if (limit.isReached) rows.push(limit.closingRow());
    if (rows.length > 0) rows.push(section({ summary: totalsOf(keys, "TOTAL", items) }, "GrandTotal"));
    return {
      header: context.header({ end: day }),
      columns: keys.map(reportColumn),
      rows,
      hasData: items.length > 0,
    };
  };
