// Who asks, as of this request. What is seen and done is decided by it, and written down under its name.

import type { OrganizationId, SessionId, UserId } from "./ids.ts";
import type { Role } from "./role.ts";

/** A person who is signed in to a firm: role and session were just read. */
export interface PersonActor {
  readonly kind: "person";
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly membershipId: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
}

export type Actor = PersonActor;
