import { everyone } from "#lib/core/role.ts";
import { listMySessions, revokeMyOtherSessions } from "#lib/auth/sessions/sessions.ts";
import { sessions, sessionsEnded } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const GET = route({ roles: everyone }, { answer: sessions }, async ({ actor }) => ({
  sessions: (await listMySessions(actor)).map((session) => ({
    ...session,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  })),
}));

/** All of the person's sessions but the present one. */
export const DELETE = route({ roles: everyone }, { answer: sessionsEnded }, async ({ actor }) => ({
  ended: await revokeMyOtherSessions(actor),
}));
