// What QuickBooks' refusal of a whole company does to its connection. Each of these can pass without anybody
// telling us, as a subscription that is paid again: what a call is answered is the only sign. So the company
// stays live and is asked at growing intervals.

import { isAppError, type AppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { getConnection } from "./get-connection.ts";
import { moveConnection } from "../connect/move-connection.ts";

/** Whether one answer is enough to say so: the gateway's 7001 often passes at the next try. */
export function isCertainRejection(thrown: unknown): thrown is AppError {
  return isAppError(thrown) && thrown.failure.connection !== undefined && thrown.failure.retry !== "backoff";
}

/** After a failure that no retry has helped. Does nothing for others, and saying it again changes nothing. */
export async function storeRejection(company: CompanyId, failure: AppError): Promise<void> {
  const event = failure.failure.connection;
  if (event === undefined) return;
  const { faultCode, httpStatus } = failure;
  const status = httpStatus === undefined ? null : `status ${httpStatus}`;
  await asSystem(async (sql) => {
    const connection = await getConnection(sql, company);
    const cause = faultCode === undefined ? status : `code ${faultCode}`;
    const moved = await moveConnection(sql, {
      organizationId: connection.organizationId,
      connectionId: connection.id,
      event,
      cause,
    });
    if (moved) await enqueue(sql, "check_alerts", {});
  });
}

/** After a call that QuickBooks answered. */
export async function noteAnswered(company: CompanyId): Promise<void> {
  await asSystem(async (sql) => {
    const connection = await getConnection(sql, company);
    const moved = await moveConnection(sql, {
      organizationId: connection.organizationId,
      connectionId: connection.id,
      event: "answered",
      cause: null,
    });
    if (moved) await enqueue(sql, "check_alerts", {});
  });
}
