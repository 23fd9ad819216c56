import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import type { ConnectionStatus } from "#lib/contracts/quickbooks-connection.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import { withTenant, asSystem } from "#lib/db/scope.ts";
import {
  connectionStates,
  type ConnectionState,
  type ConnectionStateInfo,
} from "#lib/books/connection-state.ts";
import { describeCause } from "./describe-cause.ts";
import { findGrant } from "../refresh/grant.ts";
import { toTokenHealth, type TokenHealth } from "../refresh/token-health.ts";

interface StatusRow {
  readonly name: string;
  readonly quickbooks_name: string | null;
  readonly state: ConnectionState | null;
  readonly state_cause: string | null;
  readonly state_since: Date | null;
  readonly last_synced_at: Date | null;
  readonly next_sync_at: Date | null;
}

function messageOf({ state, state_cause: cause }: StatusRow, info: ConnectionStateInfo): string {
  if (state === null) return "QuickBooks is not connected yet.";
  const why = info.probed ? describeCause(cause) : null;
  return why === null ? info.message : `${info.message} ${why}`;
}

/** @throws AppError `request.not_found` for a company that the firm does not have. */
export async function connectionStatusOf(
  organization: OrganizationId,
  company: CompanyId,
  clock: Clock = systemClock,
): Promise<ConnectionStatus> {
  const { rows } = await withTenant(organization, (sql) =>
    sql.query<StatusRow>(
      `SELECT company.name, c.company_name AS quickbooks_name, c.state, c.state_cause, c.state_since,
              company.last_synced_at, company.next_sync_at
         FROM companies company LEFT JOIN quickbooks_connections c
           ON c.company_id = company.id AND c.organization_id = company.organization_id
        WHERE company.id = $1 AND company.organization_id = $2`,
      [company, organization],
    ),
  );
  const row = rows[0];
  if (!row) throw new AppError("request.not_found");
  // Never connected reads as disconnected: the next step is the same.
  const info = connectionStates[row.state ?? "disconnected"];
  const grant = info.holdsGrant ? await asSystem((sql) => findGrant(sql, company)) : null;
  return {
    companyId: company,
    ...toStatus(row, info),
    ...describeHealth(grant && toTokenHealth(grant, clock.now())),
  };
}

function toStatus(
  row: StatusRow,
  info: ConnectionStateInfo,
): Omit<ConnectionStatus, "companyId" | "consentEndsAt" | "warnings"> {
  const lastSyncedAt = row.last_synced_at?.toISOString() ?? null;
  return {
    companyName: row.name,
    quickbooksName: row.quickbooks_name,
    state: row.state,
    connected: info.holdsGrant,
    isConnected: info.holdsGrant,
    lastSyncAt: lastSyncedAt,
    label: info.label,
    message: messageOf(row, info),
    cause: row.state_cause,
    since: row.state_since?.toISOString() ?? null,
    nextStep: info.nextStepLabel === null ? null : { kind: info.nextStep, message: info.nextStepLabel },
    lastSyncedAt,
    nextSyncAt: row.next_sync_at?.toISOString() ?? null,
  };
}

/** @param health Null without tokens: nothing ends, and nothing is to be warned of. */
function describeHealth(health: TokenHealth | null): Pick<ConnectionStatus, "consentEndsAt" | "warnings"> {
  return {
    consentEndsAt: health?.consentEndsAt.toISOString() ?? null,
    warnings: (health?.warnings ?? []).map(({ kind, endsAt, message }) => ({
      kind,
      endsAt: endsAt.toISOString(),
      message,
    })),
  };
}
