// The base of a company as its books see it: postings and movements of stock by row.

import type { BaseLedger } from "../ledger/base-ledger.ts";
import type { BaseMovements, Movement } from "../ledger/stock.ts";
import type { Base } from "./base.ts";
import { baseMovements } from "./base-movements.ts";
import { basePostings } from "./base-postings.ts";
import { kindNumber } from "./plan.ts";
import { bulkKinds, type BulkKind } from "./profile.ts";

const isBulk = (entity: string): entity is BulkKind => Object.hasOwn(kindNumber, entity);

/** @param currentAccount leads from a merged account to the one that took it over. */
export function baseLedgerOf(base: Base, currentAccount: (id: string) => string): BaseLedger {
  return {
    length: base.plan.length,
    entityAt: (row) => bulkKinds[base.plan.kind[row] ?? 0] ?? "",
    idAt: (row) => base.idOf(row),
    dateAt: (row) => base.date(row),
    rowOf: (entity, id) => {
      const row = base.rowOf(id);
      return row >= 0 && isBulk(entity) && base.plan.kind[row] === kindNumber[entity] ? row : -1;
    },
    updatedMsAt: (row) => (base.plan.updated[row] ?? 0) * 1_000,
    postingsAt: (row) => {
      const postings = basePostings(base, row);
      return postings.some(({ accountId }) => currentAccount(accountId) !== accountId)
        ? postings.map((posting) => ({ ...posting, accountId: currentAccount(posting.accountId) }))
        : postings;
    },
  };
}

/** Collects every movement of the base into typed arrays, in one pass. */
export function baseStockOf(base: Base): BaseMovements {
  const { plan, blueprint } = base;
  let capacity = 1_024;
  let rowOf = new Uint32Array(capacity);
  let item = new Uint32Array(capacity);
  let units = new Float64Array(capacity);
  let priced = new Float64Array(capacity);
  const starts = new Uint32Array(plan.length + 1);
  const countOfItem = new Uint32Array(blueprint.items.length);
  const lastMoved = new Uint32Array(blueprint.items.length);
  let length = 0;
  for (let row = 0; row < plan.length; row++) {
    starts[row] = length;
    for (const movement of baseMovements(base, row)) {
      if (length === capacity) {
        capacity *= 2;
        const grow = <A extends Uint32Array | Float64Array>(from: A, into: A): A => {
          into.set(from);
          return into;
        };
        rowOf = grow(rowOf, new Uint32Array(capacity));
        item = grow(item, new Uint32Array(capacity));
        units = grow(units, new Float64Array(capacity));
        priced = grow(priced, new Float64Array(capacity));
      }
      rowOf[length] = row;
      item[length] = movement.item;
      units[length] = movement.units;
      priced[length] = movement.costCents ?? Number.NaN;
      countOfItem[movement.item] = (countOfItem[movement.item] ?? 0) + 1;
      lastMoved[movement.item] = Math.max(lastMoved[movement.item] ?? 0, plan.updated[row] ?? 0);
      length += 1;
    }
  }
  starts[plan.length] = length;
  const positions = Array.from(countOfItem, (count) => new Uint32Array(count));
  const filled = new Uint32Array(blueprint.items.length);
  const itemOfId = new Map<string, number>();
  for (const [index, facts] of blueprint.items.entries()) itemOfId.set(facts.ref.value, index);
  for (let position = 0; position < length; position++) {
    const of = item[position] ?? 0;
    const at = filled[of] ?? 0;
    const list = positions[of];
    if (list !== undefined) list[at] = position;
    filled[of] = at + 1;
  }
  return {
    length,
    positionsOf: (itemId) => positions[itemOfId.get(itemId) ?? -1] ?? [],
    lastMovedMs: (itemId) => (lastMoved[itemOfId.get(itemId) ?? -1] ?? 0) * 1_000,
    rowAt: (position) => rowOf[position] ?? -1,
    spanOf: (row) => [starts[row] ?? 0, starts[row + 1] ?? 0],
    at: (position): Movement => {
      const facts = blueprint.items[item[position] ?? 0];
      const row = rowOf[position] ?? 0;
      const price = priced[position] ?? Number.NaN;
      return {
        itemId: facts?.ref.value ?? "",
        day: base.dayOf(row),
        sequence: Number(base.idOf(row)),
        units: units[position] ?? 0,
        pricedCents: Number.isNaN(price) ? undefined : price,
        assetAccountId: facts?.asset?.value ?? "",
        offsetAccountId: facts?.expense?.value ?? "",
      };
    },
  };
}
