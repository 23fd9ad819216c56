import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "./fields/adjustment-log.ts";
import { transactionRules as rules, type ColumnRule } from "./fields/column-rules.ts";
import { constant, day, decimal, inside, ref, text, type Column, type Party } from "./fields/columns.ts";
import { fieldClassesOf } from "./fields/derived-fields.ts";
import { fingerprint } from "./identity/fingerprint.ts";
import { lackingOf, readIdentity } from "./identity/identity.ts";
import { isVoided } from "./is-voided.ts";
import type { LineRow, MappedTransaction, TransactionRow } from "./mapped-record.ts";
import { readLines } from "./fields/read-lines.ts";

type TotalColumn = (
  record: WireRecord,
  lines: readonly LineRow[],
  log: AdjustmentLog,
  rule: ColumnRule,
) => DecimalText | null;

/** A total that the document itself states. */
export const total =
  (column: Column<DecimalText | null>): TotalColumn =>
  (record, _lines, log, rule) =>
    column(record, log, rule);

/** Where the columns of a transaction come from. Lines and links are read alike for all. */
export interface TransactionMapping {
  readonly shape: "transaction";
  readonly docNumber: Column<string | null>;
  readonly transactionOn: Column<CalendarDate | null>;
  readonly dueOn: Column<CalendarDate | null>;
  readonly party: Column<Party | null>;
  readonly currency: Column<string | null>;
  readonly exchangeRate: Column<DecimalText | null>;
  readonly totalAmount: TotalColumn;
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
  totalAmount: total(decimal("TotalAmt")),
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
 * templates, which come wrapped in `wrapper`.
 */
export function mapTransaction(
  type: RecordType,
  mapping: TransactionMapping,
  document: WireRecord,
  source: string,
  wrapper: string | null = null,
): MappedTransaction {
  const log = new AdjustmentLog();
  if (wrapper !== null) log.enter(wrapper);
  const { sourceId, syncToken, sourceCreatedAt, sourceUpdatedAt } = readIdentity(document, log);
  const updatedAt = sourceUpdatedAt ?? sourceCreatedAt ?? new Date(0);
  const { contentHash, editHash } = fingerprint(document, fieldClassesOf(type));
  const { lines, links } = readLines(document, log);
  const party = mapping.party(document, log, rules.partyName);
  const totalAmount = mapping.totalAmount(document, lines, log, rules.totalAmount);
  const row: TransactionRow = {
    type,
    sourceId,
    docNumber: mapping.docNumber(document, log, rules.docNumber),
    transactionOn: mapping.transactionOn(document, log, rules.transactionOn),
    dueOn: mapping.dueOn(document, log, rules.dueOn),
    partyKind: party?.kind ?? null,
    partyId: party?.id ?? null,
    partyName: party?.name ?? null,
    currency: mapping.currency(document, log, rules.currency),
    exchangeRate: mapping.exchangeRate(document, log, rules.exchangeRate),
    totalAmount,
    homeTotalAmount: mapping.homeTotalAmount(document, log, rules.homeTotalAmount),
    taxAmount: mapping.taxAmount(document, log, rules.taxAmount),
    balance: mapping.balance(document, log, rules.balance),
    accountId: mapping.accountId(document, log, rules.accountId),
    departmentId: mapping.departmentId(document, log, rules.departmentId),
    memo: mapping.memo(document, log, rules.memo),
    paymentType: mapping.paymentType(document, log, rules.paymentType),
    source,
    contentHash,
    editHash,
    syncToken: syncToken ?? 0,
    sourceCreatedAt,
    sourceUpdatedAt: updatedAt,
    voidedAt: isVoided(document, totalAmount, lines) ? updatedAt : null,
    adjustments: log.toJson(),
  };
  return { shape: "transaction", row, lacks: lackingOf(syncToken, sourceUpdatedAt), lines, links };
}
