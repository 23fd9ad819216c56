import { config } from "#lib/config/config.ts";
import { log } from "#lib/log/log.ts";
import type { Pacer } from "#lib/quickbooks/pacing.ts";
import { createCallCounter } from "./call-counter.ts";
import { createPacer } from "./create-pacer.ts";
import { pacingLimits } from "./limits.ts";
import { createPermitReturns, type PermitReturns } from "./pending-returns.ts";

const onError = (thrown: unknown): void => {
  // The permit runs out by itself, and the circuit hears of the next call.
  log().warn({ err: thrown }, "what became of a QuickBooks call could not be stored");
};

let counter: ReturnType<typeof createCallCounter> | undefined;
let returns: PermitReturns | undefined;

/** This process's pacer for calls outside syncs: a check of the connection, the company's name. */
export function processPacer(): Pacer {
  return pacerFor({ holder: null, isCounted: true });
}

/** The pacer of a worker's syncs, whose permits end with the worker. */
export function pacerFor(who: { readonly holder: string | null; readonly isCounted: boolean }): Pacer {
  counter ??= createCallCounter(onError);
  returns ??= createPermitReturns(onError);
  return createPacer({ ...who, limits: pacingLimits(config().quickbooks), counter, returns, onError });
}
