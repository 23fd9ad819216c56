// /api/me, /api/me/firm, /api/me/invitations, /api/me/password and /api/me/sessions: the signed-in person's own account.

import { z } from "zod";

import { parseOrganizationId, parseSessionId } from "#lib/core/ids.ts";
import { instant } from "./inputs/instant.ts";
import { role } from "./people.ts";
import { textInput } from "./inputs/text-input.ts";

export const me = z.object({
  name: z.string(),
  email: z.string(),
  role,
  organizationName: z.string(),
});

export const firm = z.object({ id: z.uuid(), name: z.string(), current: z.boolean() });
export type Firm = z.infer<typeof firm>;
export const firmToSwitchTo = z.object({ organizationId: z.uuid().transform(parseOrganizationId) });

const myInvitation = z.object({
  id: z.uuid(),
  organizationName: z.string(),
  role,
  /** Null for a firm's first owner. */
  invitedBy: z.string().nullable(),
  invitedAt: instant,
});
export type MyInvitation = z.infer<typeof myInvitation>;
export const myInvitations = z.object({ invitations: z.array(myInvitation) });
export const invitationParams = z.object({ invitationId: z.uuid() });

export const passwordChange = z.object({ current: textInput({ max: 1024 }), next: textInput({ max: 1024 }) });
export const passwordChanged = z.object({ otherSessionsEnded: z.int() });

export const sessionParams = z.object({ sessionId: z.uuid().transform(parseSessionId) });
const session = z.object({
  id: z.uuid(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  current: z.boolean(),
});
export const sessions = z.object({ sessions: z.array(session) });
export const sessionsEnded = z.object({ ended: z.int() });
