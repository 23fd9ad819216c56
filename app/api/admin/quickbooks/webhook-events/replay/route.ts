import { recordAudit } from "#lib/audit/record-audit.ts";
import { managers } from "#lib/auth/roles.ts";
import { replayAnswer, replayRequest } from "#lib/contracts/webhook-events.ts";
import { withTenant } from "#lib/db/scope.ts";
import { route } from "#lib/http/route.ts";
import { replayEvents } from "#lib/intuit-events/replay-events.ts";

export const POST = route(
  { roles: managers, company: "body.companyId" },
  { body: replayRequest, answer: replayAnswer, status: 202 },
  async ({ viewer, body }) => {
    const { organizationId, userId } = viewer;
    return withTenant(organizationId, async (sql) => {
      const replayed = await replayEvents(sql, {
        eventIds: body.eventIds,
        companyIds: body.companyId ? [body.companyId] : undefined,
        states: body.state ? [body.state] : undefined,
        entity: body.entity,
        receivedAfter: body.from,
        receivedBefore: body.to,
      });
      await recordAudit(sql, {
        organizationId,
        companyId: body.companyId ?? null,
        userId,
        action: "event.replayed",
        detail: { ...replayed },
      });
      return replayed;
    });
  },
);
