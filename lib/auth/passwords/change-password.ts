import { AppError } from "#lib/core/app-error.ts";
import { asSystem } from "#lib/db/scope.ts";
import { countAttempt, forgetAttempts } from "../sessions/attempt-limits.ts";
import { recordAccountEvent } from "./account-events.ts";
import { hashPassword, isPasswordRight, requireGoodPassword } from "./password.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { endSessions } from "../sessions/sessions.ts";
import type { Viewer } from "../viewer.ts";

/**
 * The viewer's own. Every other session of theirs ends: whoever changes a password may be shutting
 * somebody out. Returns how many ended.
 *
 * @throws AppError `auth.wrong_password`, `request.invalid` for a poor new one, `auth.throttled` after many
 * tries.
 */
export async function changePassword(viewer: Viewer, current: string, next: string): Promise<number> {
  await countAttempt("password", viewer.userId);
  const stored = await asSystem(async (sql) => {
    const { rows } = await sql.query<{ password_hash: string }>(
      "SELECT password_hash FROM users WHERE id = $1",
      [viewer.userId],
    );
    return rows[0]?.password_hash ?? null;
  });
  if (!(await isPasswordRight(current, stored))) {
    throw new AppError("auth.wrong_password");
  }
  requireGoodPassword(next, viewer.email);
  const passwordHash = await hashPassword(next);
  const ended = await asSystem(async (sql) => {
    await sql.query("UPDATE users SET password_hash = $2 WHERE id = $1", [viewer.userId, passwordHash]);
    // A link that is still under way would let its holder set yet another one.
    await sql.query("DELETE FROM account_links WHERE email = $1", [viewer.email]);
    await recordAccountEvent(sql, viewer.email, "password.changed");
    await recordAudit(sql, {
      organizationId: viewer.organizationId,
      userId: viewer.userId,
      action: "password.changed",
    });
    return endSessions(sql, viewer.userId, viewer.sessionId);
  });
  await forgetAttempts("password", viewer.userId);
  return ended;
}
