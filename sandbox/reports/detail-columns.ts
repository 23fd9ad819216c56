// The columns that reports of single transactions can show, by Intuit's column keys, in the order in which
// QuickBooks gives them whatever was asked.

import { toCents } from "../company/cents.ts";
import { fieldsAt, numberAt, refAt, textAt } from "../company/wire-fields.ts";
import { typeTitle, type DetailLine } from "./detail-line.ts";
import { text, type Cell, type CellKind } from "./report-shape.ts";

interface DetailColumn {
  readonly title: string;
  readonly kind: CellKind;
  readonly cell: (line: DetailLine) => Cell;
}

const refText = (line: DetailLine, entity: string, id: string | undefined): Cell =>
  id === undefined ? text("", "") : text(line.state.refs.find(entity, id)?.name ?? "", id);

const money = (cents: number | undefined): Cell =>
  text(cents === undefined ? "" : cents === 0 ? ".00" : (cents / 100).toFixed(2));

const positive = (cents: number | undefined): Cell =>
  cents !== undefined && cents > 0 ? money(cents) : text("");

const negated = (cents: number | undefined): number | undefined => (cents === undefined ? undefined : -cents);

/** Natural sign, as the amount is shown, in the currency of the entry. */
const foreignAmount = ({ cents, debitCents = cents, foreignCents }: DetailLine): number | undefined =>
  foreignCents === undefined ? undefined : cents === debitCents ? foreignCents : -foreignCents;

const isTaxLine = ({ state, accountId }: DetailLine): boolean =>
  accountId !== undefined && [...state.taxAccounts.values()].includes(accountId);

/** `2026-09-30T07:15:00-0700`: the offset has no colon here. */
const timeStamp = (time: string | undefined): Cell => text((time ?? "").replace(/(\d\d):(\d\d)$/, "$1$2"));

/** Every transaction of a generated company was entered by one person, or by QuickBooks itself. */
const person = ({ state, entity }: DetailLine): Cell =>
  text(state.offers(entity) ? "Alex Bookkeeper" : "System Administration");

function splitCell({ state, splitIds = [] }: DetailLine): Cell {
  const [only] = splitIds;
  if (splitIds.length === 1 && only !== undefined) return text(state.chart.get(only)?.name ?? "", only);
  return text(splitIds.length === 0 ? "" : "-Split-", "");
}

const nameCell = (line: DetailLine): Cell => {
  const { object } = line;
  if (line.nameEntity !== undefined && line.nameId !== undefined)
    return refText(line, line.nameEntity, line.nameId);
  const customer = object === undefined ? undefined : refAt(object, "CustomerRef");
  if (customer !== undefined) return refText(line, "Customer", customer);
  const vendor = object === undefined ? undefined : refAt(object, "VendorRef");
  return refText(line, "Vendor", vendor);
};

const amountColumn = {
  title: "Amount",
  kind: "Money",
  cell: ({ cents }: DetailLine) => money(cents),
} as const satisfies DetailColumn;

const balanceColumn = {
  title: "Balance",
  kind: "Money",
  cell: ({ balanceCents }: DetailLine) => money(balanceCents),
} as const satisfies DetailColumn;

const openColumn = {
  title: "Open Balance",
  kind: "Money",
  cell: ({ openCents }: DetailLine) => money(openCents),
} as const satisfies DetailColumn;

export const detailColumns = {
  tx_date: { title: "Date", kind: "Date", cell: ({ on }) => text(on) },
  txn_type: {
    title: "Transaction Type",
    kind: "String",
    cell: ({ entity, object, id }) => text(typeTitle(entity, object), id),
  },
  doc_num: {
    title: "Num",
    kind: "String",
    cell: ({ object }) => text(textAt(object ?? {}, "DocNumber") ?? ""),
  },
  is_adj: {
    title: "Adj",
    kind: "Boolean",
    cell: ({ object }) => text(object?.["Adjustment"] === true ? "Yes" : "No"),
  },
  is_no_post: {
    title: "Posting",
    kind: "Boolean",
    cell: ({ isPosting = true }) => text(isPosting ? "Yes" : "No"),
  },
  create_date: {
    title: "Create Date",
    kind: "TimeStamp",
    cell: ({ object }) => timeStamp(textAt(fieldsAt(object ?? {}, "MetaData") ?? {}, "CreateTime")),
  },
  create_by: { title: "Created By", kind: "String", cell: person },
  last_mod_date: {
    title: "Last Modified",
    kind: "TimeStamp",
    cell: ({ object }) => timeStamp(textAt(fieldsAt(object ?? {}, "MetaData") ?? {}, "LastUpdatedTime")),
  },
  last_mod_by: { title: "Last Modified By", kind: "String", cell: person },
  name: { title: "Name", kind: "String", cell: nameCell },
  cust_name: {
    title: "Customer",
    kind: "String",
    cell: (line) =>
      line.nameEntity === "Customer"
        ? nameCell(line)
        : refText(line, "Customer", refAt(line.object ?? {}, "CustomerRef")),
  },
  vend_name: {
    title: "Vendor",
    kind: "String",
    cell: (line) =>
      line.nameEntity === "Vendor"
        ? nameCell(line)
        : refText(line, "Vendor", refAt(line.object ?? {}, "VendorRef")),
  },
  emp_name: {
    title: "Employee",
    kind: "String",
    cell: (line) => refText(line, "Employee", line.nameEntity === "Employee" ? line.nameId : undefined),
  },
  item_name: { title: "Product/Service", kind: "String", cell: (line) => refText(line, "Item", line.itemId) },
  memo: {
    title: "Memo/Description",
    kind: "String",
    cell: (line) => text(line.memo ?? textAt(line.object ?? {}, "PrivateNote") ?? ""),
  },
  due_date: { title: "Due Date", kind: "Date", cell: ({ dueOn }) => text(dueOn ?? "") },
  account_name: {
    title: "Account",
    kind: "String",
    cell: (line) =>
      line.accountId === undefined
        ? text("", "")
        : text(
            line.state.chart.get(line.accountId)?.fullName ?? "",
            line.state.chart.current(line.accountId),
          ),
  },
  klass_name: { title: "Class", kind: "String", cell: (line) => refText(line, "Class", line.classId) },
  dept_name: {
    title: "Location",
    kind: "String",
    cell: (line) => refText(line, "Department", line.departmentId),
  },
  split_acc: { title: "Split", kind: "String", cell: splitCell },
  other_account: { title: "Split", kind: "String", cell: splitCell },
  currency: {
    title: "Currency",
    kind: "String",
    cell: ({ state, object }) => text(refAt(object ?? {}, "CurrencyRef") ?? state.homeCurrency),
  },
  exch_rate: {
    title: "Exchange Rate",
    kind: "String",
    cell: ({ object }) => text(String(numberAt(object ?? {}, "ExchangeRate") ?? 1)),
  },
  // Debit, credit and the foreign amount are in the currency of the entry; only what says home is in the company's.
  debt_amt: { title: "Debit", kind: "Money", cell: ({ foreignCents }) => positive(foreignCents) },
  credit_amt: { title: "Credit", kind: "Money", cell: ({ foreignCents }) => positive(negated(foreignCents)) },
  debt_home_amt: { title: "Debit", kind: "Money", cell: ({ debitCents }) => positive(debitCents) },
  credit_home_amt: {
    title: "Credit",
    kind: "Money",
    cell: ({ debitCents }) => positive(negated(debitCents)),
  },
  nat_foreign_amount: {
    title: "Foreign Amount",
    kind: "Money",
    cell: (line) => money(foreignAmount(line)),
  },
  home_net_amount: {
    title: "Net Amount",
    kind: "Money",
    cell: (line) => (isTaxLine(line) ? text("") : money(line.cents)),
  },
  home_tax_amount: {
    title: "Tax Amount",
    kind: "Money",
    cell: (line) => (isTaxLine(line) ? money(line.cents) : text("")),
  },
  subt_amount: { title: "Amount", kind: "Money", cell: ({ cents }) => money(cents) },
  subt_nat_amount: amountColumn,
  subt_nat_amount_nt: amountColumn,
  subt_nat_home_amount: amountColumn,
  subt_nat_amount_home_nt: amountColumn,
  subt_open_bal: openColumn,
  nat_open_bal: {
    title: "Open Balance",
    kind: "Money",
    cell: ({ state, accountId, object }) =>
      accountId !== undefined && state.chart.isControl(accountId)
        ? money(toCents(numberAt(object ?? {}, "Balance") ?? 0))
        : text(""),
  },
  rbal_nat_amount: balanceColumn,
  rbal_nat_amount_nt: balanceColumn,
  rbal_nat_home_amount: balanceColumn,
  rbal_nat_amount_home_nt: balanceColumn,
} as const satisfies Record<string, DetailColumn>;

export type DetailColumnKey = keyof typeof detailColumns;
