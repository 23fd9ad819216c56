import { pacificDate } from "../clock/pacific-time.ts";
import type { WireObject } from "../company/company.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import type { Comparison } from "./parse-query.ts";
import { QueryError } from "./query-error.ts";

/**
 * Which days' exchange rates a statement covers is not documented where it names no day: by the switch
 * every day's, today's only, or none, in which cases a day can only be named and not compared.
 *
 * @throws QueryError 4001
 */
export function dayTest(
  where: readonly Comparison[],
  { exchangeRateDays }: Readonly<SwitchValues>,
  nowMs: number,
): ((row: WireObject) => boolean) | undefined {
  if (exchangeRateDays === "history") return undefined;
  const named = where.filter(({ property }) => property.toLowerCase() === "asofdate");
  for (const { operator } of named) {
    if (operator === "=") continue;
    throw new QueryError(
      "4001",
      `QueryValidationError: operator ${operator} is not supported for property AsOfDate`,
    );
  }
  if (named.length > 0) return undefined;
  if (exchangeRateDays === "named") {
    throw new QueryError(
      "4001",
      "QueryValidationError: property AsOfDate is required for Entity ExchangeRate",
    );
  }
  const today = pacificDate(nowMs);
  return (row) => row["AsOfDate"] === today;
}
