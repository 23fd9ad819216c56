// Signed-in browsers. A session is a row that the cookie names: revoke the row and the browser is out at
// its next request.

import { randomUUID } from "node:crypto";

import { AppError } from "#lib/core/app-error.ts";
import { parseSessionId, type OrganizationId, type SessionId, type UserId } from "#lib/core/ids.ts";
import { ofScope, type ScopedSql } from "#lib/db/of-scope.ts";
import { withTenant, asSystem, type Sql } from "#lib/db/scope.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { sessionLifetimeSeconds } from "./session-token.ts";
import type { PersonActor } from "#lib/core/actor.ts";

export interface NewSession {
  readonly userId: UserId;
  /** Null for somebody who has accepted no invitation yet. */
  readonly organizationId: OrganizationId | null;
  readonly userAgent: string | null;
}

/**
 * Stores a session that ends after `sessionLifetimeSeconds`. Of the user agent 300 characters are kept.
 */
export async function openSession(sql: Sql, session: NewSession): Promise<SessionId> {
  const id = parseSessionId(randomUUID());
  await sql.query(
    `INSERT INTO user_sessions (id, user_id, organization_id, user_agent, expires_at)
     VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
    [
      id,
      session.userId,
      session.organizationId,
      session.userAgent?.slice(0, 300) ?? null,
      sessionLifetimeSeconds,
    ],
  );
  return id;
}

export interface SessionListed {
  readonly id: SessionId;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
}

/** The person's own, those that still work, the latest used first. */
export async function listMySessions(actor: PersonActor): Promise<readonly SessionListed[]> {
  return withTenant(actor.organizationId, async (sql) => {
    const { rows } = await sql.query<SessionListed>(
      `SELECT id, user_agent AS "userAgent", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
              expires_at AS "expiresAt", id = $2 AS current
         FROM user_sessions
        WHERE user_id = $1 AND organization_id = $3 AND revoked_at IS NULL AND expires_at > now()
        ORDER BY last_seen_at DESC`,
      [actor.userId, actor.sessionId, sql.organization],
    );
    return rows;
  });
}

/** @throws AppError `request.not_found` for a session that is not theirs. */
export async function revokeMySession(actor: PersonActor, session: SessionId): Promise<void> {
  await withTenant(actor.organizationId, async (sql) => {
    const { rowCount } = await sql.query(
      `UPDATE user_sessions SET revoked_at = coalesce(revoked_at, now())
        WHERE id = $1 AND user_id = $2 AND organization_id = $3`,
      [session, actor.userId, sql.organization],
    );
    if (rowCount === 0) throw new AppError("request.not_found");
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      actor,
      action: "session.revoked",
      detail: { sessions: 1 },
    });
  });
}

/** All but the present one. Returns how many were ended. */
export async function revokeMyOtherSessions(actor: PersonActor): Promise<number> {
  return withTenant(actor.organizationId, async (sql) => {
    const ended = await endSessions(sql, actor.userId, actor.sessionId);
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      actor,
      action: "session.revoked",
      detail: { sessions: ended },
    });
    return ended;
  });
}

/** Those of one person: in a firm's scope that firm's, in the system's all. */
export async function endSessions(
  sql: ScopedSql,
  user: UserId,
  except: SessionId | null = null,
): Promise<number> {
  const { rowCount } = await sql.query(
    `UPDATE user_sessions SET revoked_at = now()
      WHERE user_id = $1 AND ${ofScope(sql)} AND revoked_at IS NULL AND ($2::uuid IS NULL OR id <> $2)`,
    [user, except],
  );
  return rowCount ?? 0;
}

/** Signing out. Already over is fine. */
export async function closeSession(session: SessionId): Promise<void> {
  await asSystem(async (sql) => {
    const { rows } = await sql.query<{ user_id: UserId; organization_id: OrganizationId | null }>(
      "UPDATE user_sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING user_id, organization_id",
      [session],
    );
    const closed = rows[0];
    if (!closed?.organization_id) return;
    await recordAudit(sql, {
      organizationId: closed.organization_id,
      actor: { kind: "person", userId: closed.user_id },
      action: "session.signed_out",
    });
  });
}
