/** The columns that reports of single transactions can show, by Intuit's column keys. */
import type { WireObject } from "../company/company.ts";
import type { CompanyState } from "../company/state.ts";
import { fieldsAt, refAt, textAt, type Fields } from "../company/wire-fields.ts";
import { linkTypeOf } from "../company/links.ts";
import { text, type Cell, type CellKind, type ReportColumn } from "./report-shape.ts";

/** One line of a detail report, with what its cells are read from. */
export interface DetailLine {
  readonly state: CompanyState;
  readonly entity: string;
  readonly id: string;
  readonly on: string;
  readonly object: WireObject | undefined;
  readonly accountId?: string;
  readonly splitIds?: readonly string[];
  readonly nameEntity?: string | undefined;
  readonly nameId?: string | undefined;
  readonly memo?: string | undefined;
  readonly classId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly isPosting?: boolean;
  /** In the sign in which the account or document is naturally read. */
  readonly cents: number;
  readonly debitCents?: number;
  readonly balanceCents?: number;
  readonly openCents?: number;
  readonly dueOn?: string | undefined;
}

interface DetailColumn {
  readonly title: string;
  readonly kind: CellKind;
  readonly cell: (line: DetailLine) => Cell;
}

/** What reports call each type of transaction. */
const typeTitles: Readonly<Record<string, string>> = {
  SalesReceipt: "Sales Receipt",
  CreditMemo: "Credit Memo",
  RefundReceipt: "Refund",
  BillPaymentCheck: "Bill Payment (Check)",
  BillPaymentCreditCard: "Bill Payment (Credit Card)",
  VendorCredit: "Vendor Credit",
  CreditCardCredit: "Credit Card Credit",
  PurchaseOrder: "Purchase Order",
  JournalEntry: "Journal Entry",
  InventoryAdjustment: "Inventory Qty Adjust",
  InventoryStartingValue: "Inventory Starting Value",
  CreditCardPaymentTxn: "Credit Card Payment",
  TaxPayment: "Sales Tax Payment",
  TimeActivity: "Time Charge",
};

export function typeTitle(entity: string, object: Fields | undefined): string {
  const type = object === undefined ? entity : linkTypeOf(entity, object);
  if (type === "Expense" && object !== undefined && textAt(object, "PaymentType") === "CreditCard")
    return "Credit Card Expense";
  return typeTitles[type] ?? type;
}

const refText = (line: DetailLine, entity: string, id: string | undefined): Cell =>
  id === undefined ? text("", "") : text(line.state.refs.find(entity, id)?.name ?? "", id);

const money = (cents: number | undefined): Cell =>
  text(cents === undefined ? "" : cents === 0 ? ".00" : (cents / 100).toFixed(2));

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
  is_no_post: {
    title: "Posting",
    kind: "Boolean",
    cell: ({ isPosting = true }) => text(isPosting ? "Yes" : "No"),
  },
  name: { title: "Name", kind: "String", cell: nameCell },
  memo: {
    title: "Memo/Description",
    kind: "String",
    cell: (line) => text(line.memo ?? textAt(line.object ?? {}, "PrivateNote") ?? ""),
  },
  account_name: {
    title: "Account",
    kind: "String",
    cell: (line) =>
      line.accountId === undefined
        ? text("", "")
        : text(line.state.chart.get(line.accountId)?.fullName ?? "", line.accountId),
  },
  split_acc: { title: "Split", kind: "String", cell: splitCell },
  other_account: { title: "Split", kind: "String", cell: splitCell },
  subt_nat_amount: { title: "Amount", kind: "Money", cell: ({ cents }) => money(cents) },
  subt_nat_home_amount: { title: "Amount", kind: "Money", cell: ({ cents }) => money(cents) },
  rbal_nat_amount: { title: "Balance", kind: "Money", cell: ({ balanceCents }) => money(balanceCents) },
  debt_amt: {
    title: "Debit",
    kind: "Money",
    cell: ({ debitCents = 0 }) => (debitCents > 0 ? money(debitCents) : text("")),
  },
  credit_amt: {
    title: "Credit",
    kind: "Money",
    cell: ({ debitCents = 0 }) => (debitCents < 0 ? money(-debitCents) : text("")),
  },
  klass_name: { title: "Class", kind: "String", cell: (line) => refText(line, "Class", line.classId) },
  dept_name: {
    title: "Location",
    kind: "String",
    cell: (line) => refText(line, "Department", line.departmentId),
  },
  item_name: { title: "Product/Service", kind: "String", cell: (line) => refText(line, "Item", line.itemId) },
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
  due_date: { title: "Due Date", kind: "Date", cell: ({ dueOn }) => text(dueOn ?? "") },
  subt_open_bal: { title: "Open Balance", kind: "Money", cell: ({ openCents }) => money(openCents) },
  subt_amount: { title: "Amount", kind: "Money", cell: ({ cents }) => money(cents) },
  create_date: {
    title: "Create Date",
    kind: "Date",
    cell: ({ object }) => text(textAt(fieldsAt(object ?? {}, "MetaData") ?? {}, "CreateTime") ?? ""),
  },
  last_mod_date: {
    title: "Last Modified",
    kind: "Date",
    cell: ({ object }) => text(textAt(fieldsAt(object ?? {}, "MetaData") ?? {}, "LastUpdatedTime") ?? ""),
  },
} as const satisfies Record<string, DetailColumn>;

export type DetailColumnKey = keyof typeof detailColumns;

const isKey = (key: string): key is DetailColumnKey => Object.hasOwn(detailColumns, key);

/** The columns that the URL asks for, else the report's own. */
export function chosenColumns(
  parameters: ReadonlyMap<string, string>,
  defaults: readonly DetailColumnKey[],
): readonly DetailColumnKey[] {
  const asked = parameters.get("columns");
  if (asked === undefined) return defaults;
  const chosen = asked
    .split(",")
    .map((key) => key.trim())
    .filter(isKey);
  return chosen.length === 0 ? defaults : chosen;
}

export const reportColumn = (key: DetailColumnKey): ReportColumn => ({
  title: detailColumns[key].title,
  type: key,
  key,
  kind: detailColumns[key].kind,
  hasKeyInOldLayout: false,
});

export const detailCells = (line: DetailLine, keys: readonly DetailColumnKey[]): Cell[] =>
  keys.map((key) => detailColumns[key].cell(line));

/** What a transaction that no endpoint returns (opening stock) still shows. */
export const objectOf = (state: CompanyState, entity: string, id: string): WireObject | undefined =>
  state.offers(entity) ? state.read(entity, id) : undefined;
