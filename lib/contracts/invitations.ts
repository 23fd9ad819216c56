// POST /api/invitations and /api/invitations/accept: the link with which somebody sets their own password.

import { z } from "zod";

import { instant } from "./instant.ts";
import { textInput } from "./text-input.ts";

/** Where the link leads. What it carries stands behind the #, which browsers send to no server. */
export const invitationPath = "/invitation";

/** What became of an invitation, for whoever caused it. */
export const invitation = z.object({
  /** Null when it was sent by e-mail; else to be passed on, and shown this once. */
  link: z.string().nullable(),
  /** The e-mail address it was sent to, or null. */
  sentTo: z.string().nullable(),
  expiresAt: instant,
});
export type Invitation = z.infer<typeof invitation>;

const token = textInput({ min: 1, max: 200 });

export const invitationToOpen = z.object({ token });
/** What the person sees before they choose a password. */
export const openInvitation = z.object({ name: z.string(), email: z.string(), organizationName: z.string() });
export type OpenInvitation = z.infer<typeof openInvitation>;

export const invitationToAccept = z.object({ token, password: textInput({ max: 1024 }) });
export const invitationAccepted = z.object({ email: z.string() });
