"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useSWRConfig } from "swr";
import { z } from "zod";

import type { Role } from "#lib/auth/roles.ts";
import { personChanged, type MailOutcome, type Person } from "#lib/contracts/people.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { peopleAddress } from "./use-people.ts";

export interface PersonChange {
  readonly role?: Role;
  readonly companyIds?: readonly string[];
  readonly disabled?: boolean;
  readonly resetPassword?: true;
}

/** `onDone` is told what became of a mail where there was one. */
export function useChangePerson(person: Person, onDone: (mail: MailOutcome | null) => void) {
  const { mutate } = useSWRConfig();
  const router = useRouter();
  const { membershipId, name } = person;
  return useMutation<PersonChange>(
    useCallback(
      async (change) => {
        const { mail } = await sendJson("PATCH", `${peopleAddress}/${membershipId}`, change, personChanged);
        await mutate(peopleAddress);
        onDone(mail);
        // Whoever changed themselves may now do more or less.
        router.refresh();
        return describeChange(name, change);
      },
      [membershipId, name, mutate, onDone, router],
    ),
    `${name} was not changed`,
  );
}

function describeChange(name: string, { disabled, resetPassword }: PersonChange): string | null {
  if (resetPassword) return null;
  if (disabled === true) return `${name} is signed out and cannot sign in any more.`;
  if (disabled === false) return `${name} can sign in again.`;
  return "Saved.";
}

/** Ends the membership, or withdraws the invitation. */
export function useRemovePerson(person: Person, onDone: () => void) {
  const { mutate } = useSWRConfig();
  const router = useRouter();
  const { membershipId, name, pending } = person;
  return useMutation<undefined>(
    useCallback(async () => {
      await sendJson("DELETE", `${peopleAddress}/${membershipId}`, {}, z.unknown());
      await mutate(peopleAddress);
      onDone();
      router.refresh();
      return pending ? `The invitation of ${name} is withdrawn.` : `${name} is no longer in your firm.`;
    }, [membershipId, name, pending, mutate, onDone, router]),
    `${name} was not removed`,
  );
}
