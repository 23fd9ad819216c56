// Who asks, as of this request. What is seen and done is decided by it, and written down under its name.

import type { ApiKeyId, CompanyId, OrganizationId, SessionId, UserId } from "./ids.ts";
import type { Role } from "./role.ts";

interface OfFirm {
  /** As people call them: the person's name, or the one that the firm has given to the key. */
  readonly name: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
}

/** A person who is signed in to a firm: role and session were just read. */
export interface PersonActor extends OfFirm {
  readonly kind: "person";
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly membershipId: string;
  readonly role: Role;
  readonly email: string;
}

/**
 * What a key may be allowed to do: a resource, and whether it is read or changed. What only people do (their
 * own account, the firm's people, connections, approvals) has no word here, so that no key can be given it.
 */
export type Permission = "companies:read" | "records:read" | "records:write" | "syncs:read" | "syncs:write";

/** A program that a firm has given a key to. */
export interface KeyActor extends OfFirm {
  readonly kind: "key";
  readonly keyId: ApiKeyId;
  readonly permissions: readonly Permission[];
  /** All that it sees. Null: every company of its firm, those of tomorrow included. */
  readonly companyIds: readonly CompanyId[] | null;
}

export type Actor = PersonActor | KeyActor;

/** Null for a key: a run, say, was then asked for by no person. Who it was stands in the audit trail. */
export function userIdOf(actor: Actor): UserId | null {
  return actor.kind === "person" ? actor.userId : null;
}
