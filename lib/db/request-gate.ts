import { config } from "#lib/config/config.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import { connectionBudget } from "./connection-budget.ts";
import { currentWork } from "./current-work.ts";
import { FairGate, type GateLimits } from "./fair-gate.ts";

/**
 * How much of a process's connections one firm may have at once: half of them, so that another firm always
 * finds one, and one person two thirds of that, so that a colleague finds one.
 */
export function gateLimits(connections: number): GateLimits {
  const perFirm = Math.max(1, Math.floor(connections / 2));
  const perPerson = Math.max(1, Math.min(Math.ceil((perFirm * 2) / 3), perFirm - 1));
  return { perFirm, perPerson, waitMs: 4_000, waitingPerPerson: 20 };
}

declare global {
  // Next bundles routes apart from each other: on a module, each bundle would have one of its own.
  var tieoutGate: FairGate | undefined;
}

/**
 * Runs a firm's transaction within its share of the connections, when a person waits for it. Jobs have their
 * lanes.
 *
 * @throws AppError `request.too_many`, `database.busy`
 */
export async function throughGate<T>(
  organization: OrganizationId | null,
  work: () => Promise<T>,
): Promise<T> {
  const { kind, person = "nobody", endsWith, endsBy = Infinity } = currentWork();
  if (organization === null || kind !== "interactive") return work();
  globalThis.tieoutGate ??= new FairGate(gateLimits(connectionBudget(config().databasePoolSize).web.work));
  return globalThis.tieoutGate.pass(
    { firm: organization, person, endsWith, withinMs: Math.max(0, endsBy - performance.now()) },
    work,
  );
}
