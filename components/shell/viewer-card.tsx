"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";

import { Hint } from "../ui/hint.tsx";
import { FirmSwitch } from "./firm-switch.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";
import { useViewer } from "./viewer-context.tsx";

export const roleNames = {
  owner: "Owner",
  admin: "Admin",
  accountant: "Accountant",
  viewer: "Viewer",
} as const;

export function ViewerCard({ theme }: { readonly theme: Theme }) {
  const { name, role, organizationName } = useViewer();
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="px-2.5">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-[0.86rem] text-ink-faint">
          {roleNames[role]} · {organizationName}
        </p>
      </div>
      <FirmSwitch />
      <div className="flex items-center justify-between px-2.5">
        <ThemeSwitch initial={theme} />
        <Hint message="Sign out">
          <button
            type="button"
            aria-label="Sign out"
            className="grid size-8 place-items-center rounded-md text-ink-faint hover:bg-ink/7 hover:text-ink"
            onClick={() => void signOut({ callbackUrl: "/sign-in" })}
          >
            <LogOut size={16} aria-hidden />
          </button>
        </Hint>
      </div>
    </div>
  );
}
