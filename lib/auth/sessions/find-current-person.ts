import { cache } from "react";

import { cookies } from "next/headers";

import { readFor } from "#lib/db/current-work.ts";
import type { Account } from "../passwords/find-account.ts";
import { findAccountOfCookies, findPersonOfCookies } from "./person-of-request.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/**
 * Of the request that a server component is rendering. Asked once a render, however often it is called.
 * Route handlers and pages are given their actor by lib/http.
 */
export const findCurrentPerson = cache(async (): Promise<PersonActor | null> => {
  const actor = await findPersonOfCookies(await cookiesOfRequest());
  // Layouts and what fills them read, too, and know of no page.
  readFor(actor?.userId);
  return actor;
});

/** As `findCurrentPerson`, also for somebody who is signed in to no firm. */
export const findCurrentAccount = cache(async (): Promise<Account | null> => {
  return findAccountOfCookies(await cookiesOfRequest());
});

async function cookiesOfRequest(): Promise<Record<string, string>> {
  const jar = await cookies();
  return Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value]));
}
