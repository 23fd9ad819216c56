// First in, first out. Units that are sold before they arrive wait: they take the cost of the next
// arrival, which changes the cost of a sale in the past, as QuickBooks trues it up. What never
// arrives is costed at the item's standing purchase cost.

import { roundHalfUp } from "../company/cents.ts";

export interface FifoMovement {
  /** Units in (positive) or out (negative). */
  readonly units: number;
  /** What the units cost by their document, signed as the units; undefined when FIFO must say. */
  readonly pricedCents: number | undefined;
}

interface Layer {
  units: number;
  cents: number;
}

interface Waiting {
  readonly movement: number;
  units: number;
}

/**
 * Value that each movement takes off the shelf (positive) or puts back (negative) beyond what its own
 * document says, in whole home cents; by position. Movements come in order of date.
 */
export function fifoCosts(
  count: number,
  movementAt: (position: number) => FifoMovement,
  openingUnits: number,
  openingCents: number,
  currentUnitCents: number,
): Float64Array {
  const costs = new Float64Array(count);
  const layers: Layer[] = openingUnits > 0 ? [{ units: openingUnits, cents: openingCents }] : [];
  let head = 0;
  const waiting: Waiting[] = [];
  let waitingHead = 0;
  let lastUnitCents = openingUnits > 0 ? openingCents / openingUnits : currentUnitCents;

  /** Takes units off one layer, giving their value; the last unit takes what is left to the cent. */
  const takeFrom = (layer: Layer, units: number): number => {
    const cents = units >= layer.units ? layer.cents : roundHalfUp((layer.cents * units) / layer.units);
    layer.units -= units;
    layer.cents -= cents;
    return cents;
  };

  for (let position = 0; position < count; position++) {
    const { units, pricedCents } = movementAt(position);
    if (units > 0) {
      const value = pricedCents ?? roundHalfUp(units * lastUnitCents);
      if (pricedCents === undefined) costs[position] = (costs[position] ?? 0) - value;
      const layer = { units, cents: value };
      for (
        let first = waiting[waitingHead];
        first !== undefined && layer.units > 0;
        first = waiting[waitingHead]
      ) {
        const taken = Math.min(first.units, layer.units);
        costs[first.movement] = (costs[first.movement] ?? 0) + takeFrom(layer, taken);
        first.units -= taken;
        if (first.units <= 0) waitingHead += 1;
      }
      if (layer.units > 0) layers.push(layer);
      lastUnitCents = value / units;
      continue;
    }
    let wanted = -units;
    let cost = 0;
    for (let layer = layers[head]; layer !== undefined && wanted > 0; layer = layers[head]) {
      const taken = Math.min(wanted, layer.units);
      const before = layer.cents / layer.units;
      cost += takeFrom(layer, taken);
      lastUnitCents = before;
      wanted -= taken;
      if (layer.units <= 0) head += 1;
    }
    costs[position] = (costs[position] ?? 0) + cost + (pricedCents ?? 0);
    if (wanted > 0) waiting.push({ movement: position, units: wanted });
  }
  for (const rest of waiting.slice(waitingHead))
    costs[rest.movement] = (costs[rest.movement] ?? 0) + roundHalfUp(rest.units * currentUnitCents);
  return costs;
}
