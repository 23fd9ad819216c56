// One side of a double entry, as the books keep it.

import { scaleCents } from "../company/cents.ts";

export type NameEntity = "Customer" | "Vendor" | "Employee";

export interface Posting {
  readonly accountId: string;
  /** Home currency, debit positive. */
  readonly cents: number;
  /** The transaction's currency, debit positive; equal to `cents` in home currency. */
  readonly foreignCents: number;
  readonly nameEntity?: NameEntity | undefined;
  readonly nameId?: string | undefined;
  readonly classId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly memo?: string | undefined;
}

export type PostingMarks = Omit<Posting, "accountId" | "cents" | "foreignCents">;

/** Debit positive amount of the transaction's currency, taken home at its rate. */
export function posting(
  accountId: string,
  foreignCents: number,
  rate: number,
  marks: PostingMarks = {},
): Posting {
  return {
    accountId,
    cents: rate === 1 ? foreignCents : scaleCents(foreignCents, rate),
    foreignCents,
    ...marks,
  };
}

export const sumCents = (postings: readonly Posting[]): number =>
  postings.reduce((sum, { cents }) => sum + cents, 0);

/**
 * Each line is taken home and rounded on its own, so the home amounts of a foreign document can miss
 * each other by a cent or two. The last line bears that difference, and the document balances.
 */
export function balanced(postings: readonly Posting[]): readonly Posting[] {
  const off = sumCents(postings);
  const last = postings.at(-1);
  if (off === 0 || last === undefined) return postings;
  return [...postings.slice(0, -1), { ...last, cents: last.cents - off }];
}

export const transactionKey = (entity: string, id: string): string => `${entity}/${id}`;
