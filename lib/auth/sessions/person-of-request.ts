import { findAccount, type Account } from "../passwords/find-account.ts";
import { findPerson } from "./find-person.ts";
import { parseCookies, sessionIdFrom } from "./session-token.ts";
import type { PersonActor } from "#lib/core/actor.ts";

/**
 * Null when signed out, and for somebody who belongs to no firm. Reads the cookie alone, never a bearer
 * token.
 */
export async function findPersonOfRequest(request: Request): Promise<PersonActor | null> {
  return findPersonOfCookies(parseCookies(request.headers.get("cookie")));
}

/** As {@link findPersonOfRequest}, of cookies by name. */
export async function findPersonOfCookies(
  jar: Readonly<Record<string, string>>,
): Promise<PersonActor | null> {
  const session = await sessionIdFrom(jar);
  return session ? findPerson(session) : null;
}

/** Null when signed out. Found also for somebody who has accepted no invitation and belongs to no firm. */
export async function findAccountOfRequest(request: Request): Promise<Account | null> {
  return findAccountOfCookies(parseCookies(request.headers.get("cookie")));
}

/** As {@link findAccountOfRequest}, of cookies by name. */
export async function findAccountOfCookies(jar: Readonly<Record<string, string>>): Promise<Account | null> {
  const session = await sessionIdFrom(jar);
  return session ? findAccount(session) : null;
}
