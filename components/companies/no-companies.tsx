import { Building2 } from "lucide-react";
import type { ReactNode } from "react";

import { seesEveryCompany, type Role } from "#lib/core/role.ts";
import type { EmptyStateProps } from "../ui/empty-state.tsx";

/** Owners and admins see every company; for the others there may be some that they were not given. */
export function noCompanies(role: Role, connect: ReactNode): EmptyStateProps {
  const firmHasNone = seesEveryCompany(role);
  const connecting = `${firmHasNone ? "Connect" : "Or connect"} a client’s QuickBooks company, and its books appear here within minutes. Intuit asks for your consent and sends you back here.`;
  return {
    icon: <Building2 size={20} />,
    title: firmHasNone ? "No companies yet" : "No companies assigned to you yet",
    children: (
      <>
        {firmHasNone ? null : "An owner or admin of your firm can assign companies to you. "}
        {role === "viewer" ? null : connecting}
      </>
    ),
    ...(role === "viewer" ? {} : { action: connect }),
  };
}
