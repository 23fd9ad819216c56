import { AppError } from "#lib/core/app-error.ts";
import { asSystem } from "#lib/db/scope.ts";
import { countAttempt, forgetAttempts } from "../sessions/attempt-limits.ts";
import { recordAccountEvent } from "./account-events.ts";
import { hashPassword, isPasswordRight, requireGoodPassword } from "./password.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { endSessions } from "../sessions/sessions.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/**
 * The person's own. Every other session of theirs ends: whoever changes a password may be shutting
 * somebody out. Returns how many ended.
 *
 * @throws AppError `auth.wrong_password`, `request.invalid` for a poor new one, `auth.throttled` after many
 * tries.
 */
export async function changePassword(actor: PersonActor, current: string, next: string): Promise<number> {
  await countAttempt("password", actor.userId);
  const stored = await asSystem(async (sql) => {
    const { rows } = await sql.query<{ password_hash: string }>(
      "SELECT password_hash FROM users WHERE id = $1",
      [actor.userId],
    );
    return rows[0]?.password_hash ?? null;
  });
  if (!(await isPasswordRight(current, stored))) {
    throw new AppError("auth.wrong_password");
  }
  requireGoodPassword(next, actor.email);
  const passwordHash = await hashPassword(next);
  const ended = await asSystem(async (sql) => {
    await sql.query("UPDATE users SET password_hash = $2 WHERE id = $1", [actor.userId, passwordHash]);
    // A link that is still under way would let its holder set yet another one.
    await sql.query("DELETE FROM account_links WHERE email = $1", [actor.email]);
    await recordAccountEvent(sql, actor.email, "password.changed");
    await recordAudit(sql, {
      organizationId: actor.organizationId,
      actor,
      action: "password.changed",
    });
    return endSessions(sql, actor.userId, actor.sessionId);
  });
  await forgetAttempts("password", actor.userId);
  return ended;
}
