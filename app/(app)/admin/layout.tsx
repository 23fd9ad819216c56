import { forbidden } from "next/navigation";
import type { ReactNode } from "react";

import { findCurrentPerson } from "#lib/auth/sessions/find-current-person.ts";
import { managers } from "#lib/core/role.ts";

/**
 * Each page below declares and checks its own access. Checked here too, above their skeletons, because an
 * answer that has begun with a skeleton can no longer say 403.
 */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const actor = await findCurrentPerson();
  if (actor && !managers.some((role) => role === actor.role)) forbidden();
  return children;
}
