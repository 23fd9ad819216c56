// Who may call a route or open a page, as data beside it. A test walks every route and page and fails
// on one that declares nothing.

import type { Role } from "#lib/auth/roles.ts";

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

/** A key of the route's params, query or body: "params.companyId". */
export type CompanyFrom = `${"params" | "query" | "body"}.${string}`;

export type Access = PublicAccess | AccountAccess | MemberAccess;

export function isPublic(access: Access): access is PublicAccess {
  return "public" in access;
}

export function isForMembers(access: Access): access is MemberAccess {
  return "roles" in access;
}

/** What the walk over all routes and pages reads. */
export interface DeclaresAccess {
  readonly access: Access;
}

export function declareAccess<Handler extends (...args: never[]) => unknown>(
  access: Access,
  handler: Handler,
): Handler & DeclaresAccess {
  return Object.assign(handler, { access });
}
