import { alertTransitions } from "#lib/books/transitions/alert-transitions.ts";
import type { OrganizationId } from "#lib/core/ids.ts";
import type { PrismaTransaction } from "#lib/db/scope.ts";

/** In a firm's scope. False when there is no such open alert. It stays dismissed until it has recovered. */
export async function dismissAlert(
  models: PrismaTransaction,
  organizationId: OrganizationId,
  alertId: string,
): Promise<boolean> {
  const { count } = await models.alert.updateMany({
    where: { id: alertId, organizationId, state: { in: [...alertTransitions.sourcesOf("dismissed")] } },
    data: { state: alertTransitions.targetOf("dismissed") },
  });
  return count === 1;
}
