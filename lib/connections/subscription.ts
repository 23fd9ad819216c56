// A company's QuickBooks subscription may end and come back without anybody telling us: what a sync is
// answered is the only sign.

import type { CompanyId } from "../core/ids.ts";
import { asSystem } from "../db/scope.ts";
import { enqueue } from "../queue/enqueue.ts";
import { getConnection } from "./get-connection.ts";
import { moveConnection } from "./move-connection.ts";

/** After `quickbooks.subscription_lapsed`. Saying it again changes nothing. */
export async function noteSubscriptionLapsed(company: CompanyId, faultCode: string | null): Promise<void> {
  await asSystem(async (sql) => {
    const connection = await getConnection(sql, company);
    const moved = await moveConnection(sql, {
      connectionId: connection.id,
      to: "subscription_lapsed",
      cause: faultCode ? `code ${faultCode}` : null,
    });
    if (moved) await enqueue(sql, "check_alerts", {});
  });
}

/** After a run that QuickBooks answered. */
export async function noteSubscriptionActive(company: CompanyId): Promise<void> {
  await asSystem(async (sql) => {
    const connection = await getConnection(sql, company);
    const moved = await moveConnection(sql, {
      connectionId: connection.id,
      to: "connected",
      cause: null,
      onlyFrom: ["subscription_lapsed"],
    });
    if (moved) await enqueue(sql, "check_alerts", {});
  });
}
