import type { z } from "zod";

import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { replayRequest } from "#lib/contracts/webhook-events.ts";
import { withTenant } from "#lib/db/scope.ts";
import { replayEvents, type ReplayedEvents } from "./replay-events.ts";

/**
 * Replays, for a person, single events or all that a filter finds. The caller has made sure that the actor
 * may open the company where one is named, and sees every company where none is.
 */
export async function replayVisibleEvents(
  actor: PersonActor,
  { eventIds, companyId, state, entity, from, to }: z.output<typeof replayRequest>,
): Promise<ReplayedEvents> {
  const { organizationId } = actor;
  return withTenant(organizationId, async (sql) => {
    const replayed = await replayEvents(sql, {
      eventIds,
      companyIds: companyId ? [companyId] : undefined,
      states: state ? [state] : undefined,
      entity,
      receivedAfter: from,
      receivedBefore: to,
    });
    await recordAudit(sql, {
      organizationId,
      companyId: companyId ?? null,
      actor,
      action: "event.replayed",
      detail: { ...replayed },
    });
    return replayed;
  });
}
