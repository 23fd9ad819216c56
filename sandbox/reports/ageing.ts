import { epochDay } from "../company/wire-time.ts";
import { CellLimit } from "./cell-limit.ts";
import { chosenColumns, detailCells, reportColumn, type DetailColumnKey } from "./detail-columns.ts";
import { nameRows } from "./name-tree.ts";
import { filteredItems, openItems, type OpenItem, type Side } from "./open-items.ts";
import type { ReportContext } from "./report-context.ts";
import {
  blank,
  dataRow,
  money,
  moneyColumn,
  section,
  text,
  type ReportColumn,
  type ReportDraft,
  type ReportRow,
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

const itemsFor = (context: ReportContext, side: Side, day: string): readonly OpenItem[] =>
  filteredItems(
    openItems(context.state, side, day),
    side === "Customer" ? context.filter.customers : context.filter.vendors,
  );

const nameColumn = (side: Side): ReportColumn => ({
  title: "",
  type: side,
  key: side === "Customer" ? "cust_name" : "vend_name",
  kind: "String",
  hasKeyInOldLayout: false,
});

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
    const keys = chosenColumns(context.parameters, detailKeys[side]);
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

const detailLine = (context: ReportContext, side: Side, item: OpenItem) => ({
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

const totalsOf = (keys: readonly DetailColumnKey[], title: string, items: readonly OpenItem[]) =>
  keys.map((key, index) =>
    index === 0
      ? text(title)
      : key === "subt_amount"
        ? money(items.reduce((sum, { totalCents }) => sum + totalCents, 0))
        : key === "subt_open_bal"
          ? money(items.reduce((sum, { openCents }) => sum + openCents, 0))
          : blank,
  );

/** Names with what they owe or are owed on a day. */
export const nameBalance =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const amounts = new Map<string, number[]>();
    for (const { nameId, openCents } of itemsFor(context, side, day))
      amounts.set(nameId, [(amounts.get(nameId)?.[0] ?? 0) + openCents]);
    const rows = nameRows(context.state, side, amounts, 1);
    return {
      header: context.header({ end: day }, { SummarizeColumnsBy: "Total" }),
      columns: [nameColumn(side), moneyColumn("Total", "total")],
      rows,
      hasData: rows.length > 0,
    };
  };

const balanceKeys: readonly DetailColumnKey[] = [
  "tx_date",
  "txn_type",
  "doc_num",
  "due_date",
  "subt_amount",
  "subt_open_bal",
  "rbal_nat_amount",
];

export const nameBalanceDetail =
  (side: Side) =>
  (context: ReportContext): ReportDraft => {
    const day = context.day();
    const keys = chosenColumns(context.parameters, balanceKeys);
    const items = itemsFor(context, side, day);
    const limit = new CellLimit(keys.length);
    const nameOf = (id: string): string => context.state.refs.find(side, id)?.name ?? "";
    const rows: ReportRow[] = [...Map.groupBy(items, ({ nameId }) => nameId)]
      .sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))
      .map(([nameId, inside]) => {
        let balanceCents = 0;
        const lines = inside
          .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
          .flatMap((item) => {
            balanceCents += item.openCents;
            return limit.take()
              ? [dataRow(detailCells({ ...detailLine(context, side, item), balanceCents }, keys))]
              : [];
          });
        return section({
          header: keys.map((_, index) => (index === 0 ? text(nameOf(nameId), nameId) : blank)),
          rows: lines,
          summary: totalsOf(keys, `Total for ${nameOf(nameId)}`, inside),
        });
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
