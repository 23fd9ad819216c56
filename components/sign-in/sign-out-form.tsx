"use client";

import { signOut } from "next-auth/react";
import { useState } from "react";

import { buttonStyle } from "../ui/button-style.ts";
import { useIsInBrowser } from "../ui/now.tsx";

export function SignOutForm() {
  const [busy, setBusy] = useState(false);
  const ready = useIsInBrowser();
  return (
    <div className="flex flex-col gap-3">
      <button
        type="button"
        disabled={!ready}
        aria-disabled={busy || undefined}
        data-testid="logout-button"
        className={buttonStyle("primary", "normal", "w-full")}
        onClick={() => {
          if (busy) return;
          setBusy(true);
          void signOut({ callbackUrl: "/sign-in" });
        }}
      >
        {busy ? "Signing out…" : "Sign out"}
      </button>
      <a className={buttonStyle("secondary", "normal", "w-full")} href="/">
        Stay signed in
      </a>
    </div>
  );
}
