import type { DecimalText } from "#lib/core/decimal-text.ts";
import {
  constant,
  decimal,
  either,
  party,
  ref,
  typedParty,
  word,
  wrappedParty,
  type Column,
  type Party,
} from "./columns.ts";
import { readersOf, type ReadersOf } from "./read-column.ts";

/** Where the columns of a line stand, within the detail that its DetailType names. */
export interface LineColumns {
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

export interface LineDetail {
  /** Of the detail in the line, where it is not the DetailType itself. */
  readonly key?: string;
  readonly columns: LineColumns;
  readonly read: ReadersOf<LineColumns>;
}

/**
 * Lines that only apply a payment to something have no DetailType in Intuit's JSON, just the link: their
 * row carries the name of the field that makes them.
 */
export const linkOnly = "LinkedTxn";

const none = constant(null);

const usual: LineColumns = {
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

function detail(own: Partial<LineColumns>, key?: string): LineDetail {
  const columns = { ...usual, ...own };
  return { ...(key === undefined ? {} : { key }), columns, read: readersOf<LineColumns>(columns) };
}

const itemColumns: Partial<LineColumns> = {
  itemId: ref("ItemRef"),
  // The account that the line was booked to, which the item's present account need not be.
  accountId: ref("ItemAccountRef"),
  quantity: decimal("Qty"),
  unitPrice: decimal("UnitPrice"),
};
const item = detail(itemColumns);
const boughtItem = detail({ ...itemColumns, party: party("CustomerRef", "customer") });

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
    side: word("PostingType", { Debit: "debit", Credit: "credit" }),
  }),
  DepositLineDetail: detail({ accountId: ref("AccountRef"), party: typedParty("Entity") }),
  DiscountLineDetail: detail({ accountId: ref("DiscountAccountRef") }),
  GroupLineDetail: detail({ itemId: ref("GroupItemRef"), quantity: decimal("Quantity") }),
  SubTotalLineDetail: detail({ itemId: ref("ItemRef") }),
  DescriptionOnly: detail({}, "DescriptionLineDetail"),
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
const unknownDetail = detail({
  itemId: ref("ItemRef"),
  accountId: either(ref("AccountRef"), ref("ItemAccountRef")),
});

/** By a line's `DetailType`. One that we do not know is read for its item and account alone. */
export function lineDetailOf(detailType: string): LineDetail {
  return (Object.hasOwn(lineDetails, detailType) ? lineDetails[detailType] : undefined) ?? unknownDetail;
}
