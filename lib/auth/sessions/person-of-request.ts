import { findAccount, type Account } from "../passwords/find-account.ts";
import { findPerson } from "./find-person.ts";
import { parseCookies, sessionIdFrom } from "./session-token.ts";
import type { PersonActor } from "#lib/core/actor.ts";

export async function findPersonOfRequest(request: Request): Promise<PersonActor | null> {
  return findPersonOfCookies(parseCookies(request.headers.get("cookie")));
}

export async function findPersonOfCookies(
  jar: Readonly<Record<string, string>>,
): Promise<PersonActor | null> {
  const session = await sessionIdFrom(jar);
  return session ? findPerson(session) : null;
}

export async function findAccountOfRequest(request: Request): Promise<Account | null> {
  return findAccountOfCookies(parseCookies(request.headers.get("cookie")));
}

export async function findAccountOfCookies(jar: Readonly<Record<string, string>>): Promise<Account | null> {
  const session = await sessionIdFrom(jar);
  return session ? findAccount(session) : null;
}
