import type { BaseRows } from "../company/entity-table.ts";
import { dayText, pacificInstant, wireTime } from "../company/wire-time.ts";
import { exchangeRateOn } from "./exchange-rates.ts";

/** One rate a day and currency, made when read. The id is the seam's own; Intuit's rates have none. */
export function exchangeRateRows(
  currencies: readonly string[],
  homeCurrency: string,
  startDay: number,
  endDay: number,
): BaseRows {
  const length = currencies.length * (endDay - startDay + 1);
  const dayAt = (position: number): number => startDay + Math.floor(position / currencies.length);
  const updatedMsAt = (position: number): number => pacificInstant(dayAt(position), 600);
  return {
    length,
    idAt: (position) => String(position + 1),
    positionOf: (id) => (Number(id) >= 1 && Number(id) <= length ? Number(id) - 1 : -1),
    updatedMsAt,
    byUpdated: Uint32Array.from({ length }, (_, position) => position),
    make: (position) => {
      const day = dayAt(position);
      const currency = currencies[position % currencies.length] ?? homeCurrency;
      return {
        SourceCurrencyCode: currency,
        TargetCurrencyCode: homeCurrency,
        Rate: exchangeRateOn(currency, day, homeCurrency),
        AsOfDate: dayText(day),
        Id: String(position + 1),
        SyncToken: "0",
        MetaData: { LastUpdatedTime: wireTime(updatedMsAt(position)) },
      };
    },
  };
}
