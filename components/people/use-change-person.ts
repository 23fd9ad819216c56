"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useSWRConfig } from "swr";

import type { Role } from "../../lib/auth/roles.ts";
import type { Invitation } from "../../lib/contracts/invitations.ts";
import { personChanged, type Person } from "../../lib/contracts/people.ts";
import { sendJson } from "../data/fetch-json.ts";
import { useDeed } from "../data/use-deed.ts";
import { peopleAddress } from "./use-people.ts";

export interface PersonChange {
  readonly role?: Role;
  readonly companyIds?: readonly string[];
  readonly disabled?: boolean;
  readonly resetPassword?: true;
}

/** `onDone` is given the new invitation where there is one. */
export function useChangePerson(person: Person, onDone: (invitation: Invitation | null) => void) {
  const { mutate } = useSWRConfig();
  const router = useRouter();
  const { membershipId, name } = person;
  return useDeed<PersonChange>(
    useCallback(
      async (change) => {
        const { invitation } = await sendJson(
          "PATCH",
          `${peopleAddress}/${membershipId}`,
          change,
          personChanged,
        );
        await mutate(peopleAddress);
        onDone(invitation);
        // Whoever changed themselves may now do more or less.
        router.refresh();
        return sayChange(name, change);
      },
      [membershipId, name, mutate, onDone, router],
    ),
    `${name} was not changed`,
  );
}

function sayChange(name: string, { disabled, resetPassword }: PersonChange): string | null {
  if (resetPassword) return null;
  if (disabled === true) return `${name} is signed out and cannot sign in any more.`;
  if (disabled === false) return `${name} can sign in again.`;
  return "Saved.";
}
