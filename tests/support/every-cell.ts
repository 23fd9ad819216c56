// One test for every cell of a table of states and events: a row is put into the state, the event is caused by
// the function that causes it in production, and what became of the row is compared with the table.

import { describe, expect, test } from "vitest";

import { isAppError } from "#lib/core/app-error.ts";
import { isState, type StateTable } from "#lib/books/transitions/state-table.ts";

export interface Tried<State extends string> {
  /** Of the row, after the event. */
  readonly state: State | null;
  /** The event was answered by an error, or by a result that says no. */
  readonly rejected: boolean;
}

interface Tries<State extends string, Event extends string> {
  /** Puts a row into the state and causes the event. */
  readonly apply: Readonly<Record<Event, (state: State) => Promise<Tried<State>>>>;
  /** Causes the event where there is no row yet, and returns the state of the one that it makes. */
  readonly create: Readonly<Partial<Record<Event, () => Promise<State | null>>>>;
}

export function testEveryCell<State extends string, Event extends string>(
  table: StateTable<State, Event>,
  { apply, create }: Tries<State, Event>,
): void {
  describe.each(table.events)("%s", (event) => {
    test.each(table.states)("of a row that is %s", async (state) => {
      const cell = table.cell(state, event);
      expect(await apply[event](state)).toEqual(
        isState(cell) ? { state: cell, rejected: false } : { state, rejected: "impossible" in cell },
      );
    });

    test("where there is no row yet", async () => {
      const { creates } = table.plain.events[event] ?? {};
      expect(create[event] === undefined).toBe(creates === undefined);
      if (create[event]) expect(await create[event]()).toBe(creates);
    });
  });
}

/** Whether the work is rejected by an error of ours; any other error is thrown. */
export async function isRejected(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (thrown) {
    if (isAppError(thrown)) return true;
    throw thrown;
  }
}
