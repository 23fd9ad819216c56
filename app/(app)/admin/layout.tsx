import { forbidden } from "next/navigation";
import type { ReactNode } from "react";

import { findCurrentViewer } from "#lib/auth/sessions/find-current-viewer.ts";
import { managers } from "#lib/auth/roles.ts";

/**
 * Each page below declares and checks its own access. Checked here too, above their skeletons, because an
 * answer that has begun with a skeleton can no longer say 403.
 */
export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const viewer = await findCurrentViewer();
  if (viewer && !managers.some((role) => role === viewer.role)) forbidden();
  return children;
}
