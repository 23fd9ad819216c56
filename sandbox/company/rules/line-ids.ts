// Line ids: a line that names one it had keeps it, any other gets the next; dropped ids are not used again.

import { listAt, textAt, type Fields } from "../wire-fields.ts";

export interface LineIds {
  /** The id of the next line of the body. */
  idFor(line: Fields): string;
  /** The line as it was, when the body means that one. */
  beforeOf(line: Fields): Fields | undefined;
}

function nested(lines: readonly Fields[]): Fields[] {
  return lines.flatMap((line) => {
    const group = line["GroupLineDetail"];
    const inside = typeof group === "object" && group !== null ? listAt({ ...group }, "Line") : [];
    return [line, ...nested(inside)];
  });
}

export function lineIds(before: Fields | undefined, firstId: 0 | 1 = 1): LineIds {
  const old = new Map<string, Fields>();
  for (const line of before === undefined ? [] : nested(listAt(before, "Line"))) {
    const id = textAt(line, "Id");
    if (id !== undefined) old.set(id, line);
  }
  const used = new Set<string>();
  let last = firstId - 1;
  for (const id of old.keys()) if (/^\d{1,9}$/.test(id)) last = Math.max(last, Number(id));
  return {
    idFor: (line) => {
      const id = textAt(line, "Id");
      if (id !== undefined && old.has(id) && !used.has(id)) {
        used.add(id);
        return id;
      }
      last += 1;
      return String(last);
    },
    beforeOf: (line) => {
      const id = textAt(line, "Id");
      return id === undefined ? undefined : old.get(id);
    },
  };
}
