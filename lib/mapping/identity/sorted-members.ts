import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

/** A member's key, and how the member begins in a canonical text. */
export interface Member {
  readonly key: string;
  readonly beginning: string;
}

interface KnownOrder {
  /** Keys as they came. */
  readonly arrived: readonly string[];
  readonly members: readonly Member[];
}

/** By number of keys. Intuit writes an entity's keys in a few orders only, so most are known. */
const known: KnownOrder[][] = [];
const mostPerLength = 24;

/**
 * An object's members by key. Sorting the keys of each of an invoice's twenty objects costs more than
 * hashing the invoice does; comparing them with an order that was met before costs next to nothing.
 */
export function sortedMembers(record: WireRecord): readonly Member[] {
  const arrived = Object.keys(record);
  const ofLength = (known[arrived.length] ??= []);
  for (const order of ofLength) if (isSame(order.arrived, arrived)) return order.members;
  const members = arrived.toSorted().map((key) => ({ key, beginning: `${key.length}:${key}` }));
  if (ofLength.length < mostPerLength) ofLength.push({ arrived, members });
  return members;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  for (let place = 0; place < left.length; place += 1) if (left[place] !== right[place]) return false;
  return true;
}
