// /api/people and /api/people/[membershipId]: who works here, for owners and admins.

import { z } from "zod";

import { companyId } from "../core/ids.ts";
import { instant } from "./instant.ts";
import { invitation } from "./invitations.ts";
import { textInput } from "./text-input.ts";

export const role = z.enum(["owner", "admin", "accountant", "viewer"]);

const person = z.object({
  membershipId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role,
  disabled: z.boolean(),
  /** Has a link to choose a password with, which still works. */
  invited: z.boolean(),
  lastSeenAt: instant.nullable(),
  /** Assigned companies; owners and admins see all and have none. */
  companyIds: z.array(z.uuid()),
});
export type Person = z.infer<typeof person>;
export const people = z.object({ people: z.array(person) });

const companyIds = z.array(z.uuid().transform(companyId)).max(10_000);

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
  /** Null for somebody who has an account already, and signs in with the password that they know. */
  invitation: invitation.nullable(),
});

export const membershipParams = z.object({ membershipId: z.uuid() });
export const personChange = z
  .object({
    role: role.optional(),
    disabled: z.boolean().optional(),
    companyIds: companyIds.optional(),
    /** Ends the password, signs the person out everywhere, and invites them to set a new one. */
    resetPassword: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Say what shall change.");
export const personChanged = z.object({ person, invitation: invitation.nullable() });
