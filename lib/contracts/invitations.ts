// POST /api/invitations, /api/invitations/accept and /api/password-links: the links that prove a mailbox.

import { z } from "zod";

import { textInput } from "./inputs/text-input.ts";

/** Where a link leads. What it carries stands behind the #, which browsers send to no server. */
export const invitationPath = "/invitation";

const token = textInput({ min: 1, max: 200 });

export const linkToOpen = z.object({ token });
/** What the owner of the mailbox sees first. No link and nothing of an account is told to anybody else. */
export const openedLink = z.object({
  /** new_account: chooses a first password. has_account: signs in. password: chooses another one. */
  kind: z.enum(["new_account", "has_account", "password"]),
  email: z.string(),
  name: z.string(),
  /** That have invited the mailbox and wait for an answer. */
  firms: z.array(z.string()),
});
export type OpenedLink = z.infer<typeof openedLink>;

export const linkUse = z.object({
  token,
  name: textInput({ min: 1, max: 200, trimmed: true }).optional(),
  password: textInput({ max: 1024 }),
});
export const linkUsed = z.object({ email: z.string() });

export const passwordLinkWanted = z.object({
  email: z
    .email()
    .max(320)
    .transform((text) => text.toLowerCase()),
});
