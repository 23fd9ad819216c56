// /api/people and /api/people/[membershipId]: who works here, for owners and admins.

import { z } from "zod";

import { parseCompanyId } from "#lib/core/ids.ts";
import { roles } from "#lib/core/role.ts";
import { instant } from "./inputs/instant.ts";
import { textInput } from "./inputs/text-input.ts";

export const role = z.enum(roles);

const person = z.object({
  membershipId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  disabled: z.boolean(),
  /** Invited, and has not accepted: the name is the one that was typed, and nothing else is known. */
  pending: z.boolean(),
  lastSeenAt: instant.nullable(),
  /** Assigned companies; owners and admins see all and have none. */
  companyIds: z.array(z.uuid()),
});
export type Person = z.infer<typeof person>;
export const people = z.object({ people: z.array(person) });

/** What became of a mail with a link. The link itself is told to the mailbox alone. */
export const mailOutcome = z.enum(["sent", "failed", "not_configured"]);
export type MailOutcome = z.infer<typeof mailOutcome>;

const companyIds = z.array(z.uuid().transform(parseCompanyId)).max(10_000);

export const personToAdd = z.object({
  email: z
    .email()
    .max(320)
    .transform((text) => text.toLowerCase()),
  name: textInput({ min: 1, max: 200, trimmed: true }),
  role,
  companyIds: companyIds.default([]),
});
export const personAdded = z.object({
  membershipId: z.uuid(),
  mail: mailOutcome,
});

export const membershipParams = z.object({ membershipId: z.uuid() });
export const personChange = z
  .object({
    role: role.optional(),
    disabled: z.boolean().optional(),
    companyIds: companyIds.optional(),
    /** Mails the person a link to choose a new password with; to somebody invited, the invitation again. */
    resetPassword: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");
export const personChanged = z.object({ person, mail: mailOutcome.nullable() });
