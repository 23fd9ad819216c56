// A state machine as one table: for every state and every event, what becomes of a row. Statements take the
// states that an event may come in, and the one it leads to, from here, so that no transition stands anywhere
// else. docs/SPEC.md is printed from the tables, and tests try every cell against PostgreSQL.

/** The event may come then, and leaves the state as it is. */
export interface Ignored {
  readonly ignored: string;
}

/** The event cannot come then: whoever tries to cause it is answered by an error, and nothing changes. */
export interface Impossible {
  readonly impossible: string;
}

/** The next state, or why there is none. */
export type Cell<State extends string> = State | Ignored | Impossible;

export interface StateEvent<State extends string> {
  /** What happens, in one sentence. */
  readonly means: string;
  /** The function that carries it out. */
  readonly by: string;
  /** The state of a new row, where the event makes one. */
  readonly creates?: State;
  readonly from: Readonly<Record<State, Cell<State>>>;
}

/** A machine whose states and events are plain texts, for what goes over all of them. */
export interface PlainStates {
  readonly title: string;
  /** The table of PostgreSQL whose column `state` it governs. */
  readonly table: string;
  readonly states: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, StateEvent<string>>>;
}

export interface StateTable<State extends string, Event extends string> {
  readonly plain: PlainStates;
  readonly states: readonly State[];
  readonly events: readonly Event[];
  /** What the event does to a row in the state. */
  readonly cell: (state: State, event: Event) => Cell<State>;
  /** The states in which the event leads to a state, for `state = ANY ($n)`. */
  readonly sourcesOf: (event: Event) => readonly State[];
  /**
   * The one state that the event leads to.
   *
   * @throws Error for an event that leads to several: its moves are asked for one by one.
   */
  readonly targetOf: (event: Event) => State;
  /** The state of a row that the event makes. @throws Error for an event that makes none. */
  readonly createdBy: (event: Event) => State;
}

/** `why`: without a full stop, for docs/SPEC.md. */
export const ignored = (why: string): Ignored => ({ ignored: why });
/** `why`: without a full stop, for docs/SPEC.md. */
export const impossible = (why: string): Impossible => ({ impossible: why });

/** Whether the event leads to a state, which may be the one that it comes in. */
export function isState<State extends string>(cell: Cell<State>): cell is State {
  return typeof cell === "string";
}

/** As the list of an `IN`, where only a constant will do. Words of our own, without quotes in them. */
export function statesSql(states: readonly string[]): string {
  return states.map((state) => `'${state}'`).join(", ");
}

interface Definition<State extends string, Event extends string> extends PlainStates {
  /** Each with what it means. */
  readonly states: Readonly<Record<State, string>>;
  readonly events: Readonly<Record<Event, StateEvent<State>>>;
}

/** Every event has a cell for every state, or it does not compile. */
export function defineStates<State extends string, Event extends string>(
  definition: Definition<State, Event>,
): StateTable<State, Event> {
  const states: State[] = [];
  for (const state in definition.states) states.push(state);
  const events: Event[] = [];
  for (const event in definition.events) events.push(event);
  const cell = (state: State, event: Event): Cell<State> => definition.events[event].from[state];
  return {
    plain: definition,
    states,
    events,
    cell,
    sourcesOf: (event) => states.filter((state) => isState(cell(state, event))),
    targetOf: (event) => {
      const [target, ...others] = new Set(states.map((state) => cell(state, event)).filter(isState));
      if (target === undefined || others.length > 0) throw new Error(`"${event}" leads to no single state`);
      return target;
    },
    createdBy: (event) => {
      const { creates } = definition.events[event];
      if (creates === undefined) throw new Error(`"${event}" makes no row`);
      return creates;
    },
  };
}
