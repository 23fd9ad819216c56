// What the code that runs now is at, and for whom: kept beside the calls, so that each scope finds its limits
// without every function in between handing them on.

import { AsyncLocalStorage } from "node:async_hooks";

import { readingMs, type WorkKind } from "./work-limits.ts";

export interface Work {
  readonly kind: WorkKind;
  /** Of a request: the account that is signed in, or the key that asks, once that is known. */
  person?: string | undefined;
  /** Aborted when whoever asked has left. */
  readonly left?: AbortSignal | undefined;
  /** Aborts statements under way: what only reads need not go on once whoever asked has left. */
  endsWith?: AbortSignal | undefined;
  /** When a request that only reads is answered at the latest, by performance.now(). */
  endsBy?: number | undefined;
}

declare global {
  // Next bundles routes apart from each other: on a module, each bundle would have one of its own.
  var tieoutWork: AsyncLocalStorage<Work> | undefined;
}

const storage = (): AsyncLocalStorage<Work> => (globalThis.tieoutWork ??= new AsyncLocalStorage());

/** Runs `body`, and all that it starts, as work of this kind. */
export function doing<T>(work: Work, body: () => T): T {
  return storage().run(work, body);
}

/** Says who asks, and that only reading is left to do. */
export function readFor(person: string | undefined): void {
  const work = storage().getStore();
  if (!work) return;
  work.person = person;
  work.endsWith = work.left;
  work.endsBy = performance.now() + readingMs;
}

/** Says who asks, and that what is done is carried through. */
export function workFor(person: string | undefined): void {
  const work = storage().getStore();
  if (!work) return;
  work.person = person;
  work.endsWith = undefined;
  work.endsBy = undefined;
}

const anything: Work = { kind: "job" };

/** What has not been said is a job or a command. */
export function currentWork(): Work {
  return storage().getStore() ?? anything;
}
