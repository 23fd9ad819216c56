import { AppError } from "#lib/core/app-error.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "../fields/adjustment-log.ts";
import { decimal, derived, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readSourceId, readTimes, type Identity } from "../identity/identity.ts";
import { readText } from "../fields/read-field.ts";

/** Of a currency's code and of a day: both stand in the Id that we give to a rate. */
const longestPart = 60;

export const exchangeRate = entityMapping(
  {
    name: derived(nameOfRate, "is joined of two currencies."),
    code: text("SourceCurrencyCode"),
    currency: text("TargetCurrencyCode"),
    // What one unit of the currency costs in the home currency.
    unitPrice: decimal("Rate"),
  },
  identityOfRate,
);

function nameOfRate(record: WireRecord, log: AdjustmentLog): string | null {
  const from = readText(record, "SourceCurrencyCode", log, longestPart);
  const to = readText(record, "TargetCurrencyCode", log, longestPart);
  return to === null ? from : `${from ?? "?"} to ${to}`;
}

/** Rates have neither Id nor SyncToken: the currency and the day tell them apart, the time orders them. */
function identityOfRate(record: WireRecord, log: AdjustmentLog): Identity {
  const sourceId = idOfRate(record);
  if (sourceId === null)
    throw new AppError("record.unreadable", "The rate has no SourceCurrencyCode that can be read.");
  return { sourceId, syncToken: 0, ...readTimes(record, log) };
}

function idOfRate(record: WireRecord): string | null {
  const aside = new AdjustmentLog();
  const currency = readText(record, "SourceCurrencyCode", aside, longestPart);
  if (currency === null || currency === "") return readSourceId(record);
  const asOf = readText(record, "AsOfDate", aside, longestPart);
  return asOf === null ? currency : `${currency}@${asOf}`;
}
