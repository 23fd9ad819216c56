import { readText, requireText } from "../../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../../quickbooks/wire/wire-record.ts";
import { decimal, requiredText, text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readTimes, type Identity } from "../identity.ts";

export const exchangeRate = entityMapping({
  name: (record) =>
    `${requireText(record, "SourceCurrencyCode")} to ${requireText(record, "TargetCurrencyCode")}`,
  code: requiredText("SourceCurrencyCode"),
  currency: text("TargetCurrencyCode"),
  // What one unit of the currency costs in the home currency.
  unitPrice: decimal("Rate"),
  identity: identityOfRate,
});

/** Rates have neither Id nor SyncToken: the currency and the day tell them apart, the time orders them. */
function identityOfRate(record: WireRecord): Identity {
  const currency = requireText(record, "SourceCurrencyCode");
  const asOf = readText(record, "AsOfDate");
  return { sourceId: asOf === null ? currency : `${currency}@${asOf}`, syncToken: 0, ...readTimes(record) };
}
