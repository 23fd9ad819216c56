import type { SessionId, UserId } from "#lib/core/ids.ts";
import { doing } from "#lib/db/current-work.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";

/** The person behind a session, of whatever firm or of none: all that accepting an invitation takes. */
export interface Account {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly name: string;
  readonly email: string;
}

/** Null once the session is revoked or over, or the person disabled. */
export async function findAccount(session: SessionId): Promise<Account | null> {
  const find = async (sql: Sql): Promise<Account | null> => {
    const { rows } = await sql.query<Omit<Account, "sessionId">>(
      `SELECT u.id AS "userId", u.name, u.email
         FROM user_sessions s JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
        WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()`,
      [session],
    );
    return rows[0] ? { ...rows[0], sessionId: session } : null;
  };
  return doing({ kind: "sign_in" }, () => asSystem(find));
}
