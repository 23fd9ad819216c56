// When the rows of a plan were entered: evenly over the years, in office hours, some of them all at once.

import { pacificInstant } from "../company/wire-time.ts";
import type { Blueprint } from "./blueprint.ts";
import { mix } from "./random.ts";

export interface PlanCalendar {
  /** Epoch second in which a row was entered. */
  secondOf(row: number): number;
  dayOf(row: number): number;
  /** Rows of an import share the second of its first row. */
  isImported(row: number): boolean;
  /** Rows that somebody changed together one evening, and when. */
  readonly bulkEdit: { readonly from: number; readonly to: number; readonly second: number };
}

export function planCalendar({ seed, startDay, endDay, endMs }: Blueprint, length: number): PlanCalendar {
  const days = endDay - startDay;
  const endSecond = Math.floor(endMs / 1_000);

  /** The first row of an import: blocks of 2,048 in a large company, of 32 in any. */
  const startOf = (row: number): number => {
    if (length > 20_000 && mix(seed ^ 0xb10c, row >>> 11) % 12 === 0) return (row >>> 11) << 11;
    return mix(seed ^ 0xb10c, (row >>> 5) + 1_000_003) % 6 === 0 ? (row >>> 5) << 5 : row;
  };

  const bulkFrom = Math.floor(length * 0.55);
  const bulkEvening = pacificInstant(startDay + Math.floor(days * 0.8), 20 * 3_600);
  return {
    secondOf: (row) => {
      const position = (startOf(row) / length) * days;
      const whole = Math.floor(position);
      const ms = pacificInstant(startDay + whole, 8 * 3_600 + Math.floor((position - whole) * 36_000));
      return Math.min(endSecond, Math.floor(ms / 1_000));
    },
    dayOf: (row) => startDay + Math.floor((startOf(row) / length) * days),
    isImported: (row) => startOf(row) !== row,
    bulkEdit: {
      from: bulkFrom,
      to: bulkFrom + Math.min(2_600, Math.floor(length / 24)),
      second: Math.min(endSecond, Math.floor(bulkEvening / 1_000)),
    },
  };
}
