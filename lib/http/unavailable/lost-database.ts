// What a request learns of the database while Next renders it. The server that hands it to Next and the
// code that Next runs are bundled apart from each other, so they meet at a global.

import { AsyncLocalStorage } from "node:async_hooks";

import { databaseFailure } from "../database-failure.ts";

interface RequestState {
  databaseLost: boolean;
}

declare global {
  var tieoutRequest: AsyncLocalStorage<RequestState> | undefined;
}

function requests(): AsyncLocalStorage<RequestState> {
  globalThis.tieoutRequest ??= new AsyncLocalStorage<RequestState>();
  return globalThis.tieoutRequest;
}

/** Runs `work`, whose failures are noted in the state that it is given. */
export function observingDatabase<T>(work: (state: Readonly<RequestState>) => T): T {
  const state: RequestState = { databaseLost: false };
  return requests().run(state, () => work(state));
}

/** Notes that the request under way failed for want of the database, where that is why it failed. */
export function noteRenderFailure(thrown: unknown): void {
  const state = requests().getStore();
  if (state && isLoss(thrown)) state.databaseLost = true;
}

function isLoss(thrown: unknown): boolean {
  if (databaseFailure(thrown)?.code.startsWith("database.")) return true;
  // An AppError of another bundle is of another class.
  return (
    thrown instanceof Error &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    thrown.code.startsWith("database.")
  );
}
