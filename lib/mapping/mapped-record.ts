// The rows that mapping makes: the columns of prisma/schema/books.prisma that come from the record
// itself. Whose rows they are (firm, company) and when they were imported is the store's to add.

import type { RecordType } from "#lib/books/record-type.ts";
import type { CalendarDate } from "#lib/core/calendar-date.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";

export type PartyKind = "customer" | "vendor" | "employee";

interface SourceColumns {
  readonly sourceId: string;
  /** Intuit's JSON, whole. */
  readonly source: string;
  /** 32 hexadecimal digits over everything that QuickBooks sent; equal means nothing to write. */
  readonly contentHash: string;
  /** As many over what a person can edit; differs from an earlier one only after an edit. */
  readonly editHash: string;
  /** 0 where it is lacking. */
  readonly syncToken: number;
  readonly sourceCreatedAt: Date | null;
  /** Where it is lacking, a stand-in until the store puts the answer's time in its place. */
  readonly sourceUpdatedAt: Date;
  /** JSON of a list of Adjustment; null when every value went into its column as it came. */
  readonly adjustments: string | null;
}

export interface EntityRow extends SourceColumns {
  readonly kind: RecordType;
  readonly name: string;
  readonly fullName: string | null;
  readonly code: string | null;
  readonly parentSourceId: string | null;
  readonly active: boolean;
  readonly entityType: string | null;
  readonly entitySubType: string | null;
  readonly classification: string | null;
  readonly currency: string | null;
  readonly balance: DecimalText | null;
  readonly quantityOnHand: DecimalText | null;
  readonly unitPrice: DecimalText | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface TransactionRow extends SourceColumns {
  readonly type: RecordType;
  readonly docNumber: string | null;
  readonly transactionOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  readonly partyKind: PartyKind | null;
  readonly partyId: string | null;
  readonly partyName: string | null;
  readonly currency: string | null;
  readonly exchangeRate: DecimalText | null;
  readonly totalAmount: DecimalText | null;
  readonly homeTotalAmount: DecimalText | null;
  readonly taxAmount: DecimalText | null;
  readonly balance: DecimalText | null;
  readonly accountId: string | null;
  readonly departmentId: string | null;
  readonly memo: string | null;
  readonly paymentType: string | null;
  /** When the record that shows it voided was last changed; null while it is not. */
  readonly voidedAt: Date | null;
}

export interface LineRow {
  readonly position: number;
  readonly lineId: string | null;
  readonly detailType: string;
  readonly amount: DecimalText | null;
  readonly description: string | null;
  readonly itemId: string | null;
  readonly accountId: string | null;
  readonly classId: string | null;
  readonly departmentId: string | null;
  readonly partyKind: PartyKind | null;
  readonly partyId: string | null;
  readonly taxCodeId: string | null;
  readonly quantity: DecimalText | null;
  readonly unitPrice: DecimalText | null;
  readonly side: "debit" | "credit" | null;
}

export interface LinkRow {
  readonly position: number;
  readonly linePosition: number | null;
  readonly linkedAs: string;
  readonly linkedType: RecordType | null;
  readonly linkedId: string;
  readonly linkedLineId: string | null;
  readonly amount: DecimalText | null;
}

/** What places a version in the history, and did not come in a form that can be believed. */
export interface Lacking {
  readonly time: boolean;
  readonly token: boolean;
}

export interface MappedEntity {
  readonly shape: "entity";
  readonly row: EntityRow;
  readonly lacks: Lacking;
}

export interface MappedTransaction {
  readonly shape: "transaction";
  readonly row: TransactionRow;
  readonly lacks: Lacking;
  readonly lines: readonly LineRow[];
  readonly links: readonly LinkRow[];
}

export type MappedRecord = MappedEntity | MappedTransaction;
