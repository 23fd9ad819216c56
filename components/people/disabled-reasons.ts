import type { Role } from "#lib/core/role.ts";
import type { Person } from "#lib/contracts/people.ts";

/** Why something cannot be done now, or null. The server decides again; this only spares the attempt. */
type Rejection = string | null;

/** Of the person as a whole. */
export function changeDisabledReason(viewerRole: Role, person: Person): Rejection {
  return person.role === "owner" && viewerRole !== "owner" ? "Only an owner can change an owner." : null;
}

/** Of giving up the role of owner, by another role or by being disabled. */
export function ownerDisabledReason(person: Person, people: readonly Person[]): Rejection {
  const isOwner = ({ role, disabled, pending }: Person) => role === "owner" && !disabled && !pending;
  if (!isOwner(person) || people.filter(isOwner).length > 1) return null;
  return "A firm needs at least one owner. Make someone else an owner first.";
}

export function roleDisabledReason(viewerRole: Role, role: Role): Rejection {
  return role === "owner" && viewerRole !== "owner" ? "Only an owner can make someone an owner." : null;
}
