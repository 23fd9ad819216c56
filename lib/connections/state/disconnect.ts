import { recordAudit } from "#lib/audit/record-audit.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { AppError, toAppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem, type SystemSql } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import { closeConnection } from "./close-connection.ts";
import { getConnection } from "./get-connection.ts";
import { findGrant, openRefreshToken } from "../refresh/grant.ts";
import { moveConnection } from "../connect/move-connection.ts";
import { keepForRevocation, revokePending } from "./pending-revocation.ts";

export interface Disconnected {
  /** False: Intuit could not be told yet; a job sees to it. */
  readonly revoked: boolean;
  readonly message: string;
}

/**
 * Ends the connection: the tokens are forgotten here at once, Intuit is told to revoke them, and the
 * books stay. When Intuit cannot be reached the company is disconnected all the same, the refresh token
 * is set aside for the revocation alone, and a job repeats it until Intuit has heard.
 *
 * @throws AppError `connection.missing` when there is nothing to disconnect.
 */
export async function disconnect(actor: PersonActor, company: CompanyId): Promise<Disconnected> {
  // Tokens are out of reach for a firm's scope.
  await asSystem((sql) => forget(sql, actor, company));
  try {
    await revokePending(company);
    return {
      revoked: true,
      message: "QuickBooks is disconnected. The books stay as they were at the last sync.",
    };
  } catch (thrown) {
    const failure = toAppError(thrown);
    log({ companyId: company, intuitTid: failure.intuitTid }).warn(
      { err: failure },
      "Intuit could not be told of a disconnection yet",
    );
    return {
      revoked: false,
      message:
        "QuickBooks is disconnected here and the books stay, but Intuit could not be reached yet. " +
        "We keep trying; until then the app is still listed among the company's connected apps in QuickBooks.",
    };
  }
}

async function forget(sql: SystemSql, actor: PersonActor, company: CompanyId): Promise<void> {
  const { rowCount } = await sql.query("SELECT FROM companies WHERE id = $1 AND organization_id = $2", [
    company,
    actor.organizationId,
  ]);
  if (rowCount === 0) throw new AppError("connection.missing");
  const grant = await findGrant(sql, company, true);
  const connection = await getConnection(sql, company);
  const moved = await moveConnection(sql, {
    organizationId: connection.organizationId,
    connectionId: connection.id,
    event: "disconnected",
    cause: "person",
  });
  if (!moved) throw new AppError("connection.missing");
  if (grant) await keepForRevocation(sql, grant, openRefreshToken(company, grant.refreshTokenSealed));
  await closeConnection(sql, { organizationId: actor.organizationId, connectionId: connection.id });
  await recordAudit(sql, {
    organizationId: actor.organizationId,
    companyId: company,
    actor,
    action: "connection.disconnected",
  });
}
