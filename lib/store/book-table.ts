// Entities and transactions are kept by the same rules; what differs between their tables is here.

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";

export type Shape = "entity" | "transaction";

export interface BookTable {
  readonly shape: Shape;
  readonly table: "entities" | "transactions";
  /** Column that holds the record type. */
  readonly typeColumn: "kind" | "type";
  readonly staging: "staged_entities" | "staged_transactions";
}

export const bookTables = {
  entity: { shape: "entity", table: "entities", typeColumn: "kind", staging: "staged_entities" },
  transaction: {
    shape: "transaction",
    table: "transactions",
    typeColumn: "type",
    staging: "staged_transactions",
  },
} as const satisfies Record<Shape, BookTable>;

/** The table that holds the type, and what its columns are called there. */
export function bookTable(recordType: RecordType): BookTable {
  return bookTables[recordTypes[recordType].shape];
}

/** One statement for each of the two tables. */
export function perShape(statement: (table: BookTable) => string): Readonly<Record<Shape, string>> {
  return { entity: statement(bookTables.entity), transaction: statement(bookTables.transaction) };
}
