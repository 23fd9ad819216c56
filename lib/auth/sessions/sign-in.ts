import type { OrganizationId, SessionId, UserId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { countAttempt, forgetAttempts } from "./attempt-limits.ts";
import { isPasswordRight } from "../passwords/password.ts";
import { recordAudit } from "#lib/audit/record-audit.ts";
import { openSession } from "./sessions.ts";

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  /** Where it came from, as far as the nearest proxy knows. */
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly userId: UserId;
  readonly sessionId: SessionId;
}

/**
 * Null for an unknown e-mail, a wrong password, a disabled person and one whom no firm has or invites alike,
 * after the same work: the answer does not tell which.
 *
 * @throws AppError `auth.throttled` whether or not the person exists.
 */
export async function signIn(attempt: SignInAttempt): Promise<SignedIn | null> {
  const email = attempt.email.trim().toLowerCase();
  await countAttempt("address", attempt.address);
  await countAttempt("email", email);
  const person = await findPerson(email);
  if (!(await isPasswordRight(attempt.password, person?.password_hash ?? null)) || !person) return null;
  await forgetAttempts("email", email);
  const sessionId = await asSystem(async (sql) => {
    const organizationId = person.organization_id;
    const userAgent = attempt.userAgent;
    const id = await openSession(sql, { userId: person.user_id, organizationId, userAgent });
    if (organizationId) {
      const actor = { kind: "person", userId: person.user_id } as const;
      await recordAudit(sql, { organizationId, actor, action: "session.signed_in" });
    }
    return id;
  });
  return { userId: person.user_id, sessionId };
}

interface PersonRow {
  readonly user_id: UserId;
  readonly organization_id: OrganizationId | null;
  readonly password_hash: string;
}

/**
 * With the firm that they worked in last, else the one they joined first; without one for somebody who
 * has an invitation to accept first.
 */
async function findPerson(email: string): Promise<PersonRow | null> {
  return asSystem(async (sql) => {
    const { rows } = await sql.query<PersonRow>(
      `SELECT u.id AS user_id, m.organization_id, u.password_hash
         FROM users u
         LEFT JOIN memberships m ON m.user_id = u.id AND m.disabled_at IS NULL
        WHERE u.email = $1 AND u.disabled_at IS NULL
          AND (m.id IS NOT NULL OR EXISTS (SELECT FROM membership_invitations i WHERE i.email = u.email))
        ORDER BY (SELECT max(s.last_seen_at) FROM user_sessions s
                   WHERE s.user_id = u.id AND s.organization_id = m.organization_id) DESC NULLS LAST,
                 m.created_at
        LIMIT 1`,
      [email],
    );
    return rows[0] ?? null;
  });
}

/** The last entry is the one that our own proxy, or Next.js itself, put there; the others can be made up. */
export function addressOf(forwardedFor: string | null | undefined): string {
  return forwardedFor?.split(",").at(-1)?.trim() ?? "unknown";
}
