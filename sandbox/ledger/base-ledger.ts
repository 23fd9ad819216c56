import type { Posting } from "./posting.ts";

/** The procedural transactions, as the ledger needs them. */
export interface BaseLedger {
  readonly length: number;
  entityAt(row: number): string;
  idAt(row: number): string;
  dateAt(row: number): string;
  /** -1 when the transaction is none of the base. */
  rowOf(entity: string, id: string): number;
  postingsAt(row: number): readonly Posting[];
  updatedMsAt(row: number): number;
}

/** A company without procedural transactions. */
export const emptyBase: BaseLedger = {
  length: 0,
  entityAt: () => "",
  idAt: () => "",
  dateAt: () => "",
  rowOf: () => -1,
  postingsAt: () => [],
  updatedMsAt: () => 0,
};
