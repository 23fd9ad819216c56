// What QuickBooks' refusal of a whole company does to its connection. Each of these can pass without anybody
// telling us, as a subscription that is paid again: what a call is answered is the only sign. So the company
// stays live and is asked at growing intervals.

import { isAppError, type AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import type { ConnectionEvent } from "#lib/books/transitions/connection-transitions.ts";
import { getConnection } from "./get-connection.ts";
import { moveConnection } from "../connect/move-connection.ts";

type RejectionEvent = Extract<ConnectionEvent, "subscription_lapsed" | "access_denied">;

export const eventOfRejection: Partial<Record<ErrorCode, RejectionEvent>> = {
  "quickbooks.subscription_lapsed": "subscription_lapsed",
  "quickbooks.company_unavailable": "subscription_lapsed",
  "quickbooks.forbidden": "access_denied",
  // The client has tried it with a token that was just renewed.
  "quickbooks.unauthorized": "access_denied",
};

/** Whether one answer is enough to say so: the gateway's 7001 often passes at the next try. */
export function isCertainRejection(thrown: unknown): thrown is AppError {
  return (
    isAppError(thrown) &&
    eventOfRejection[thrown.code] !== undefined &&
    thrown.code !== "quickbooks.company_unavailable"
  );
}

/** After a failure that no retry has helped. Does nothing for others, and saying it again changes nothing. */
export async function storeRejection(company: CompanyId, failure: AppError): Promise<void> {
  const event = eventOfRejection[failure.code];
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
