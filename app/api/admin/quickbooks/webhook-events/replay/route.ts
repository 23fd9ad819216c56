import { z } from "zod";

import { recordAudit } from "../../../../../../lib/auth/record-audit.ts";
import { companyId } from "../../../../../../lib/core/ids.ts";
import { asFirm } from "../../../../../../lib/db/scope.ts";
import { route } from "../../../../../../lib/http/route.ts";
import { webhookEventStates } from "../../../../../../lib/webhooks/list-events.ts";
import { replayEvents } from "../../../../../../lib/webhooks/replay-events.ts";

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Single events, or what a filter finds. Neither would replay everything by mistake. */
const body = z
  .object({
    eventIds: z.array(z.string().min(1).max(255)).min(1).max(1000).optional(),
    companyId: z.uuid().transform(companyId).optional(),
    state: z.enum(webhookEventStates).optional(),
    entity: z.string().max(64).optional(),
    from: instant.optional(),
    to: instant.optional(),
  })
  .refine((asked) => Object.values(asked).some((value) => value !== undefined), {
    message: "Say which events: by id, or by company, state, entity or time.",
  });

export const POST = route(
  { roles: ["owner", "admin"], company: "body.companyId" },
  { body, answer: z.object({ events: z.number().int(), companies: z.number().int() }), status: 202 },
  async ({ viewer, body }) => {
    const { organizationId, userId } = viewer;
    return asFirm(organizationId, async (sql) => {
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
