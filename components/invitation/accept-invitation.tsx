"use client";

import Link from "next/link";
import { useEffect, useState } from "react";

import { openInvitation, type OpenInvitation } from "../../lib/contracts/invitations.ts";
import { sendJson } from "../data/fetch-json.ts";
import { sayProblem } from "../data/problem-error.ts";
import { ChoosePassword } from "./choose-password.tsx";

type Looked =
  | { readonly kind: "open"; readonly token: string; readonly invitation: OpenInvitation }
  | { readonly kind: "over"; readonly says: string };

/** Where an invitation's link leads: who is invited where, and a password to choose. */
export function AcceptInvitation() {
  const looked = useInvitation();
  if (looked === null) return <h1 aria-busy="true">Looking at your invitation…</h1>;
  if (looked.kind === "over") {
    return (
      <>
        <h1>This invitation cannot be used</h1>
        <p className="mt-2 text-ink-soft" data-testid="invitation-over">
          {looked.says}
        </p>
        <p className="mt-6">
          <Link href="/sign-in" className="link font-medium">
            Go to the sign-in page
          </Link>
        </p>
      </>
    );
  }
  return <ChoosePassword token={looked.token} invitation={looked.invitation} />;
}

function useInvitation(): Looked | null {
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    // Behind the #, where no server and no log sees it.
    const token = window.location.hash.slice(1);
    const left = new AbortController();
    const say = (found: Looked) => {
      if (!left.signal.aborted) setLooked(found);
    };
    if (token === "") {
      say({ kind: "over", says: "The link is not whole. Open it from the e-mail, or copy all of it." });
    } else {
      sendJson("POST", "/api/invitations", { token }, openInvitation).then(
        (invitation) => say({ kind: "open", token, invitation }),
        (thrown: unknown) => say({ kind: "over", says: sayProblem(thrown) }),
      );
    }
    return () => left.abort();
  }, []);
  return looked;
}
