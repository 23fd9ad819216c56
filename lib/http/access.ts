// Who may call a route or open a page, as data beside it. A test walks every route and page and fails
// on one that declares nothing.

import type { Role } from "#lib/core/role.ts";
import type { Permission } from "#lib/core/actor.ts";

/** Open to people who have not signed in. The reason is for the reviewer. */
export interface PublicAccess {
  readonly public: string;
}

/**
 * For whoever is signed in, also somebody who has accepted no invitation and belongs to no firm. The
 * handler is given the account and no actor, so nothing of any firm is within its reach. The reason is for
 * the reviewer.
 */
export interface AccountAccess {
  readonly account: string;
}

export interface MemberAccess {
  readonly roles: readonly Role[];
  /**
   * Where the company's id stands: the actor must be able to see that company, else 404. Left out when
   * the handler serves no single company, and then asks with `companiesVisibleTo`.
   */
  readonly company?: CompanyFrom;
}

/** As `MemberAccess`, and for keys that have this permission. What does not say so refuses every key. */
export interface ActorAccess extends MemberAccess {
  readonly permission: Permission;
}

/** A key of the route's params, query or body: "params.companyId". */
export type CompanyFrom = `${"params" | "query" | "body"}.${string}`;

export type Access = PublicAccess | AccountAccess | MemberAccess | ActorAccess;

/** Whether nobody needs to be signed in. */
export function isPublic(access: Access): access is PublicAccess {
  return "public" in access;
}

/** True also for what keys may call: people of these roles may, too. */
export function isForMembers(access: Access): access is MemberAccess {
  return "roles" in access;
}

/** Whether API keys that have the permission may call it beside people. */
export function isForKeys(access: Access): access is ActorAccess {
  return "permission" in access;
}

/** What the walk over all routes and pages reads. */
export interface DeclaresAccess {
  readonly access: Access;
}

/** Puts `access` on the handler itself, which is returned; declares it, and enforces nothing. */
export function declareAccess<Handler extends (...args: never[]) => unknown>(
  access: Access,
  handler: Handler,
): Handler & DeclaresAccess {
  return Object.assign(handler, { access });
}

/** "params.companyId": the part of the request, and the name in it. */
export function splitCompanyFrom(from: CompanyFrom): ["params" | "query" | "body", string] {
  const at = from.indexOf(".");
  /* The template literal type has said so already. */
  return [from.slice(0, at) as "params" | "query" | "body", from.slice(at + 1)];
}
