// How far a document is settled, and when it falls due.

import { toCents } from "../cents.ts";
import { type Fields, numberAt } from "../wire-fields.ts";
import { addDays } from "../wire-time.ts";
import type { Draft } from "./draft.ts";
import { dayAt } from "./form-head.ts";

/** Cents of the document that payments and credits have already settled. */
export function settledCents(before: Fields | undefined): number {
  if (before === undefined) return 0;
  return (
    toCents(numberAt(before, "TotalAmt") ?? 0) -
    toCents(numberAt(before, "Deposit") ?? 0) -
    toCents(numberAt(before, "Balance") ?? 0)
  );
}

/** DueDate as given, else the transaction's day and the term's; thirty days where no term is known. */
export function dueDay(draft: Draft, day: string, termId: string | undefined): string {
  const given = dayAt(draft.fields, "DueDate");
  if (given !== undefined) return given;
  const term = draft.state.read("Term", termId ?? "3");
  return addDays(day, term === undefined ? 30 : (numberAt(term, "DueDays") ?? 30));
}
