import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "./fields/adjustment-log.ts";
import { transactionRules as rules, type ColumnRule } from "./fields/column-rules.ts";
import { constant, day, decimal, inside, ref, text, type Column, type Party } from "./fields/columns.ts";
import { readerOf, readersOf, type ReadersOf } from "./fields/read-column.ts";
import { fieldClassesOf } from "./fields/derived-fields.ts";
import { fingerprint } from "./identity/fingerprint.ts";
import { lackingOf, readIdentity } from "./identity/identity.ts";
import { isVoided } from "./is-voided.ts";
import type { LineRow, MappedTransaction, TransactionRow } from "./mapped-record.ts";
import { readLines } from "./fields/read-lines.ts";

/** A total that no field states: what the lines come to. It cannot be written. */
export interface TotalOfLines {
  readonly kind: "ofLines";
  readonly read: (lines: readonly LineRow[], log: AdjustmentLog, rule: ColumnRule) => DecimalText | null;
  readonly because: string;
}

/** Where the columns of a transaction stand in it. Lines and links are read alike for all. */
export interface TransactionColumns {
  readonly docNumber: Column<string | null>;
  readonly transactionOn: Column<CalendarDate | null>;
  readonly dueOn: Column<CalendarDate | null>;
  readonly party: Column<Party | null>;
  readonly currency: Column<string | null>;
  readonly exchangeRate: Column<DecimalText | null>;
  readonly totalAmount: Column<DecimalText | null> | TotalOfLines;
  readonly homeTotalAmount: Column<DecimalText | null>;
  readonly taxAmount: Column<DecimalText | null>;
  readonly balance: Column<DecimalText | null>;
  readonly accountId: Column<string | null>;
  readonly departmentId: Column<string | null>;
  readonly memo: Column<string | null>;
  readonly paymentType: Column<string | null>;
}

/** As it is read: a total of the lines is not a reader of the document. */
type ReadColumns = ReadersOf<Omit<TransactionColumns, "totalAmount">>;
type ReadTotal = (
  record: WireRecord,
  lines: readonly LineRow[],
  log: AdjustmentLog,
  rule: ColumnRule,
) => DecimalText | null;

export interface TransactionMapping {
  readonly shape: "transaction";
  readonly columns: TransactionColumns;
  readonly read: ReadColumns;
  readonly readTotal: ReadTotal;
}

const none = constant(null);

const usual: TransactionColumns = {
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
export function transactionMapping(own: Partial<TransactionColumns>): TransactionMapping {
  const columns: TransactionColumns = { ...usual, ...own };
  const { totalAmount, ...plain } = columns;
  return {
    shape: "transaction",
    columns,
    read: readersOf<Omit<TransactionColumns, "totalAmount">>(plain),
    readTotal: totalReader(totalAmount),
  };
}

function totalReader(column: TransactionColumns["totalAmount"]): ReadTotal {
  if (column.kind === "ofLines") return (_record, lines, log, rule) => column.read(lines, log, rule);
  const read = readerOf(column);
  return (record, _lines, log, rule) => read(record, log, rule);
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
  const { read } = mapping;
  const party = read.party(document, log, rules.partyName);
  const totalAmount = mapping.readTotal(document, lines, log, rules.totalAmount);
  const row: TransactionRow = {
    type,
    sourceId,
    docNumber: read.docNumber(document, log, rules.docNumber),
    transactionOn: read.transactionOn(document, log, rules.transactionOn),
    dueOn: read.dueOn(document, log, rules.dueOn),
    partyKind: party?.kind ?? null,
    partyId: party?.id ?? null,
    partyName: party?.name ?? null,
    currency: read.currency(document, log, rules.currency),
    exchangeRate: read.exchangeRate(document, log, rules.exchangeRate),
    totalAmount,
    homeTotalAmount: read.homeTotalAmount(document, log, rules.homeTotalAmount),
    taxAmount: read.taxAmount(document, log, rules.taxAmount),
    balance: read.balance(document, log, rules.balance),
    accountId: read.accountId(document, log, rules.accountId),
    departmentId: read.departmentId(document, log, rules.departmentId),
    memo: read.memo(document, log, rules.memo),
    paymentType: read.paymentType(document, log, rules.paymentType),
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
