import type { RecordType } from "../books/record-type.ts";
import type { CalendarDate } from "../core/calendar-date.ts";
import type { DecimalText } from "../core/decimal-text.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import { constant, day, decimal, inside, ref, text, type Column, type Party } from "./columns.ts";
import { fieldClassesOf } from "./derived-fields.ts";
import { fingerprint } from "./fingerprint.ts";
import { readIdentity } from "./identity.ts";
import { isVoided } from "./is-voided.ts";
import type { LineRow, MappedTransaction, TransactionRow } from "./mapped-record.ts";
import { readLines } from "./read-lines.ts";

/** Where the columns of a transaction come from. Lines and links are read alike for all. */
export interface TransactionMapping {
  readonly shape: "transaction";
  readonly docNumber: Column<string | null>;
  readonly transactionOn: Column<CalendarDate | null>;
  readonly dueOn: Column<CalendarDate | null>;
  readonly party: Column<Party | null>;
  readonly currency: Column<string | null>;
  readonly exchangeRate: Column<DecimalText | null>;
  readonly totalAmount: (record: WireRecord, lines: readonly LineRow[]) => DecimalText | null;
  readonly homeTotalAmount: Column<DecimalText | null>;
  readonly taxAmount: Column<DecimalText | null>;
  readonly balance: Column<DecimalText | null>;
  readonly accountId: Column<string | null>;
  readonly departmentId: Column<string | null>;
  readonly memo: Column<string | null>;
  readonly paymentType: Column<string | null>;
}

const none = constant(null);

const usual: TransactionMapping = {
  shape: "transaction",
  docNumber: text("DocNumber"),
  transactionOn: day("TxnDate"),
  dueOn: none,
  party: none,
  currency: ref("CurrencyRef"),
  exchangeRate: decimal("ExchangeRate"),
  totalAmount: decimal("TotalAmt"),
  homeTotalAmount: decimal("HomeTotalAmt"),
  taxAmount: inside("TxnTaxDetail", decimal("TotalTax")),
  balance: none,
  accountId: none,
  departmentId: ref("DepartmentRef"),
  memo: text("PrivateNote"),
  paymentType: none,
};

/** What most transactions share, and what one says of its own. */
export function transactionMapping(own: Partial<TransactionMapping>): TransactionMapping {
  return { ...usual, ...own };
}

/**
 * `document` is the transaction itself, `source` the JSON that QuickBooks sent: of the same, but for
 * templates, which come wrapped.
 */
export function mapTransaction(
  type: RecordType,
  mapping: TransactionMapping,
  document: WireRecord,
  source: string,
): MappedTransaction {
  const { sourceId, syncToken, sourceCreatedAt, sourceUpdatedAt } = readIdentity(document);
  const { contentHash, editHash } = fingerprint(document, fieldClassesOf(type));
  const { lines, links } = readLines(document);
  const party = mapping.party(document);
  const totalAmount = mapping.totalAmount(document, lines);
  const row: TransactionRow = {
    type,
    sourceId,
    docNumber: mapping.docNumber(document),
    transactionOn: mapping.transactionOn(document),
    dueOn: mapping.dueOn(document),
    partyKind: party?.kind ?? null,
    partyId: party?.id ?? null,
    partyName: party?.name ?? null,
    currency: mapping.currency(document),
    exchangeRate: mapping.exchangeRate(document),
    totalAmount,
    homeTotalAmount: mapping.homeTotalAmount(document),
    taxAmount: mapping.taxAmount(document),
    balance: mapping.balance(document),
    accountId: mapping.accountId(document),
    departmentId: mapping.departmentId(document),
    memo: mapping.memo(document),
    paymentType: mapping.paymentType(document),
    source,
    contentHash,
    editHash,
    syncToken,
    sourceCreatedAt,
    sourceUpdatedAt,
    voidedAt: isVoided(document, totalAmount, lines) ? sourceUpdatedAt : null,
  };
  return { shape: "transaction", row, lines, links };
}
