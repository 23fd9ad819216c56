"use client";

import { useRouter } from "next/navigation";
import { z } from "zod";

import type { Role } from "#lib/core/role.ts";
import { personChanged, type MailOutcome, type Person } from "#lib/contracts/people.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation, type Mutation } from "../data/use-mutation.ts";
import { isPeople, peopleAddress } from "./use-people.ts";

export interface PersonChange {
  readonly role?: Role;
  readonly companyIds?: readonly string[];
  readonly disabled?: boolean;
  readonly resetPassword?: true;
}

/** `onDone` hears what became of a mail where there was one. */
export function useChangePerson(
  person: Person,
  onDone: (mail: MailOutcome | null) => void,
): Mutation<PersonChange> {
  const router = useRouter();
  const { membershipId, name } = person;
  return useMutation<PersonChange>({
    send: async (change) => {
      const { mail } = await sendJson("PATCH", `${peopleAddress}/${membershipId}`, change, personChanged);
      onDone(mail);
      return describeChange(name, change);
    },
    failed: `${name} was not changed`,
    changes: isPeople,
    // Whoever changed themselves may now do more or less.
    onDone: () => router.refresh(),
  });
}

function describeChange(name: string, { disabled, resetPassword }: PersonChange): string | null {
  if (resetPassword) return null;
  if (disabled === true) return `${name} is signed out and can no longer sign in.`;
  if (disabled === false) return `${name} can sign in again.`;
  return "Saved.";
}

/** Ends the membership, or withdraws the invitation. */
export function useRemovePerson(person: Person, onDone: () => void): Mutation<undefined> {
  const router = useRouter();
  const { membershipId, name, pending } = person;
  return useMutation({
    send: async () => {
      await sendJson("DELETE", `${peopleAddress}/${membershipId}`, {}, z.unknown());
      return pending ? `The invitation for ${name} is withdrawn.` : `${name} is no longer in your firm.`;
    },
    failed: `${name} was not removed`,
    changes: isPeople,
    onDone: () => {
      onDone();
      router.refresh();
    },
  });
}
