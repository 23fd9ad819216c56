import type { DecimalText } from "#lib/core/decimal-text.ts";
import {
  constant,
  decimal,
  either,
  party,
  ref,
  typedParty,
  wrappedParty,
  type Column,
  type Party,
} from "./columns.ts";

/** Where the columns of a line come from, within the detail that its DetailType names. */
export interface LineDetail {
  /** Key of the detail in the line, where it is not the DetailType itself. */
  readonly key?: string;
  readonly itemId: Column<string | null>;
  readonly accountId: Column<string | null>;
  readonly classId: Column<string | null>;
  readonly departmentId: Column<string | null>;
  readonly party: Column<Party | null>;
  readonly taxCodeId: Column<string | null>;
  readonly quantity: Column<DecimalText | null>;
  readonly unitPrice: Column<DecimalText | null>;
  readonly side: Column<"debit" | "credit" | null>;
}

const none = constant(null);

const usual: LineDetail = {
  itemId: none,
  accountId: none,
  classId: ref("ClassRef"),
  departmentId: none,
  party: none,
  taxCodeId: ref("TaxCodeRef"),
  quantity: none,
  unitPrice: none,
  side: none,
};

const detail = (own: Partial<LineDetail>): LineDetail => ({ ...usual, ...own });

const item = detail({
  itemId: ref("ItemRef"),
  // The account that the line was booked to, which the item's present account need not be.
  accountId: ref("ItemAccountRef"),
  quantity: decimal("Qty"),
  unitPrice: decimal("UnitPrice"),
});

const boughtItem: LineDetail = { ...item, party: party("CustomerRef", "customer") };

/** Source: LineDetailTypeEnum of Intuit's schema. */
export const lineDetails: Readonly<Record<string, LineDetail>> = {
  SalesItemLineDetail: item,
  SalesOrderItemLineDetail: item,
  ReimburseLineDetail: item,
  ItemBasedExpenseLineDetail: boughtItem,
  PurchaseOrderItemLineDetail: boughtItem,
  AccountBasedExpenseLineDetail: detail({
    accountId: ref("AccountRef"),
    party: party("CustomerRef", "customer"),
  }),
  JournalEntryLineDetail: detail({
    accountId: ref("AccountRef"),
    departmentId: ref("DepartmentRef"),
    party: wrappedParty("Entity"),
    side: postingSide,
  }),
  DepositLineDetail: detail({ accountId: ref("AccountRef"), party: typedParty("Entity") }),
  DiscountLineDetail: detail({ accountId: ref("DiscountAccountRef") }),
  GroupLineDetail: detail({ itemId: ref("GroupItemRef"), quantity: decimal("Quantity") }),
  SubTotalLineDetail: detail({ itemId: ref("ItemRef") }),
  DescriptionOnly: detail({ key: "DescriptionLineDetail" }),
  PaymentLineDetail: detail({ itemId: ref("ItemRef") }),
  ItemAdjustmentLineDetail: detail({
    itemId: ref("ItemRef"),
    quantity: decimal("QtyDiff"),
    unitPrice: decimal("SalesPrice"),
  }),
  ItemReceiptLineDetail: detail({}),
  TDSLineDetail: detail({ accountId: ref("TDSAccountRef") }),
  TaxLineDetail: detail({}),
};

/** A type that Intuit adds later still has its amount and its place; the rest is in the JSON. */
export const unknownDetail: LineDetail = detail({
  itemId: ref("ItemRef"),
  accountId: either(ref("AccountRef"), ref("ItemAccountRef")),
});

function postingSide(...[record, log]: Parameters<Column<unknown>>): "debit" | "credit" | null {
  const posting = record["PostingType"];
  if (posting === "Debit") return "debit";
  if (posting === "Credit") return "credit";
  const word = typeof posting === "string" ? posting.trim().toLowerCase() : "";
  const side = word === "debit" || word === "credit" ? word : null;
  log.note("PostingType", "Debit or Credit is expected here.", posting, side);
  return side;
}
