// Whether a route answers whoever asks: by the session of a browser, by a key, and about which company.

import { requireCompany } from "#lib/auth/people/company-access.ts";
import type { Account } from "#lib/auth/passwords/find-account.ts";
import { findAccountOfRequest, findPersonOfRequest } from "#lib/auth/sessions/person-of-request.ts";
import type { Actor, KeyActor, PersonActor } from "#lib/core/actor.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import {
  isForKeys,
  isForMembers,
  isPublic,
  splitCompanyFrom,
  type Access,
  type CompanyFrom,
  type MemberAccess,
} from "./access.ts";
import { requireSameOrigin } from "./same-origin.ts";

export interface Admitted {
  readonly actor: Actor | null;
  readonly account: Account | null;
}

/** @throws AppError `auth.required`, `auth.forbidden`, `auth.cross_site`. */
export async function admit(access: Access, request: Request): Promise<Admitted> {
  if (isPublic(access)) return { actor: await findPersonOfRequest(request), account: null };
  if (isForMembers(access)) return { actor: await admitMember(access, request), account: null };
  const account = await findAccountOfRequest(request);
  if (!account) throw new AppError("auth.required");
  requireSameOrigin(request);
  return { actor: null, account };
}

async function admitMember(access: MemberAccess, request: Request): Promise<PersonActor> {
  const person = await findPersonOfRequest(request);
  if (!person) throw new AppError("auth.required");
  if (!access.roles.includes(person.role)) throw new AppError("auth.forbidden");
  requireSameOrigin(request);
  return person;
}

/** @throws AppError `auth.forbidden` where only people are served, or the key lacks the permission. */
export function admitKey(access: Access, key: KeyActor): Admitted {
  if (!isForKeys(access)) {
    throw new AppError("auth.forbidden", "This is for people who sign in, and for no API key.");
  }
  if (!key.permissions.includes(access.permission)) {
    throw new AppError("auth.forbidden", `This key has no permission for ${access.permission}.`);
  }
  return { actor: key, account: null };
}

/**
 * @param part Of the request, that the company's id stands in.
 * @throws AppError `request.not_found`.
 */
export async function admitToCompany(actor: Actor, from: CompanyFrom, part: unknown): Promise<void> {
  const [, name] = splitCompanyFrom(from);
  const id: unknown = typeof part === "object" && part !== null ? Reflect.get(part, name) : undefined;
  // A contract may leave the company open: connecting one that does not exist yet. The handler then
  // names none either.
  if ((id === undefined || id === null) && !from.startsWith("params.")) return;
  if (typeof id !== "string") throw new AppError("request.not_found");
  await requireCompany(actor, parseCompanyId(id));
}
