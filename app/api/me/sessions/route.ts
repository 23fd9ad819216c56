import { everyone } from "#lib/auth/roles.ts";
import { listMySessions, revokeMyOtherSessions } from "#lib/auth/sessions/sessions.ts";
import { sessions, sessionsEnded } from "#lib/contracts/me.ts";
import { route } from "#lib/http/route.ts";

export const GET = route({ roles: everyone }, { answer: sessions }, async ({ viewer }) => ({
  sessions: (await listMySessions(viewer)).map((session) => ({
    ...session,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  })),
}));

/** All of the viewer's sessions but the present one. */
export const DELETE = route({ roles: everyone }, { answer: sessionsEnded }, async ({ viewer }) => ({
  ended: await revokeMyOtherSessions(viewer),
}));
