import { recordAudit } from "../../../../lib/auth/record-audit.ts";
import { staff } from "../../../../lib/auth/roles.ts";
import { requestSyncAnswer, requestSyncBody } from "../../../../lib/contracts/sync-run.ts";
import { companyId } from "../../../../lib/core/ids.ts";
import { asFirm } from "../../../../lib/db/scope.ts";
import { route } from "../../../../lib/http/route.ts";
import { requestSyncIn } from "../../../../lib/sync/request-sync.ts";

/** Puts a sync on the queue; a worker runs it. 202 with its id. */
export const POST = route(
  { roles: staff, company: "body.companyId" },
  { body: requestSyncBody, answer: requestSyncAnswer, status: 202 },
  ({ viewer, body }) =>
    asFirm(viewer.organizationId, async (sql) => {
      const company = companyId(body.companyId);
      const requested = await requestSyncIn(sql, {
        organizationId: viewer.organizationId,
        companyId: company,
        kind: body.kind,
        trigger: "person",
        types: body.types,
        records: body.records,
        requestedById: viewer.userId,
      });
      await recordAudit(sql, {
        organizationId: viewer.organizationId,
        companyId: company,
        userId: viewer.userId,
        action: "sync.requested",
        detail: { syncId: requested.syncId, kind: body.kind },
      });
      return requested;
    }),
);
