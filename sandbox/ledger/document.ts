import type { Movement } from "./stock.ts";
import type { Posting } from "./posting.ts";
import type { Fields } from "../company/wire-fields.ts";
import { numberAt, refAt, textAt } from "../company/wire-fields.ts";
import { toCents } from "../company/cents.ts";
import { epochDay } from "../company/wire-time.ts";
import type { PostingContext } from "./posting-context.ts";

/** What a document does to the books. */
export interface Effects {
  readonly postings: readonly Posting[];
  readonly movements: readonly Movement[];
}

export const noEffects: Effects = { postings: [], movements: [] };

export type PostDocument = (document: Fields, context: PostingContext) => Effects;

export const cents = (document: Fields, key: string): number => toCents(numberAt(document, key) ?? 0);

export const currencyOf = (document: Fields, context: PostingContext): string =>
  refAt(document, "CurrencyRef") ?? context.homeCurrency;

export const rateOf = (document: Fields, context: PostingContext): number =>
  currencyOf(document, context) === context.homeCurrency ? 1 : (numberAt(document, "ExchangeRate") ?? 1);

/** The day and place in line that order the movements of stock. */
export const orderOf = (document: Fields): { readonly day: number; readonly sequence: number } => ({
  day: epochDay(textAt(document, "TxnDate") ?? "1970-01-01"),
  sequence: Number(textAt(document, "Id") ?? "0"),
});
