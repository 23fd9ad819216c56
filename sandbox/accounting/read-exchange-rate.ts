import { pacificDate } from "../clock/pacific-time.ts";
import type { WireObject } from "../company/company.ts";
import { envelopeReply, faultReply, type AccountingReply } from "./accounting-reply.ts";
import { booksFaults } from "./books-faults.ts";
import type { Call } from "./call.ts";
import { metadataFor } from "./add-metadata.ts";

/** GET …/exchangerate?sourcecurrencycode=EUR&asofdate=2026-01-31: the newest rate on or before that day. */
export function readExchangeRate(call: Call): AccountingReply {
  const { company, exchange, nowMs } = call;
  if (!company.offers("ExchangeRate")) return faultReply(booksFaults.notOffered("ExchangeRate"), nowMs);
  const currency = exchange.parameters.get("sourcecurrencycode")?.toUpperCase();
  if (currency === undefined) return faultReply(booksFaults.missing("sourcecurrencycode"), nowMs);
  const asOf = exchange.parameters.get("asofdate") ?? pacificDate(nowMs);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) return faultReply(booksFaults.invalidDate("asofdate", asOf), nowMs);
  let found: WireObject | undefined;
  for (const row of company.scan("ExchangeRate", { order: "id" })) {
    if (row["SourceCurrencyCode"] !== currency || String(row["AsOfDate"]) > asOf) continue;
    if (found === undefined || String(row["AsOfDate"]) >= String(found["AsOfDate"])) found = row;
  }
  if (found === undefined) return faultReply(booksFaults.notFound(), nowMs);
  const shown = metadataFor("ExchangeRate", exchange.origin, company.realmId, nowMs)?.(found) ?? found;
  return envelopeReply(`"ExchangeRate":${JSON.stringify(shown)}`, nowMs);
}
