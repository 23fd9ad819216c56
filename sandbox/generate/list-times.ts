import { pacificInstant } from "../company/wire-time.ts";
import { mix } from "./random.ts";

export interface ListTimes {
  /** When row `index` of `count` was entered: the first 40 % arrived in one import, all in the same second. */
  created(list: number, index: number, count: number): number;
  /** Last edit by a person, at or after creation. */
  edited(list: number, index: number, createdMs: number): number;
}

/** The share of a list that existed on the first day; transactions draw on the rest as it appears. */
export const importedShare = 0.4;

/** How many rows of a list exist at a point (0…1) of the company's life. */
export const knownAt = (count: number, progress: number): number =>
  Math.max(1, Math.min(count, Math.ceil(count * (importedShare + (1 - importedShare) * progress))));

export function listTimes(seed: number, startDay: number, endMs: number): ListTimes {
  const importMs = pacificInstant(startDay - 3, 10 * 3_600);
  const startMs = pacificInstant(startDay, 0);
  return {
    created: (list, index, count) => {
      if (index < count * importedShare) return importMs + list * 60_000;
      const progress = (index / count - importedShare) / (1 - importedShare);
      // A day early, so that a customer exists before its first invoice.
      return Math.floor((startMs + (endMs - startMs) * progress) / 1_000) * 1_000 - 86_400_000;
    },
    edited: (list, index, createdMs) => {
      const bits = mix(seed ^ 0x51ed, list * 1_000_003 + index);
      if (bits % 10 !== 0) return createdMs;
      const later = createdMs + ((bits >>> 8) % 40_000_000) * 1_000;
      return Math.min(later, endMs - (bits % 3_600) * 1_000);
    },
  };
}
