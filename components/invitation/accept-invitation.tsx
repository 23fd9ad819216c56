"use client";

import Link from "next/link";
import { useEffect, useState } from "react";

import { openedLink, type OpenedLink } from "#lib/contracts/invitations.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { buttonStyle } from "../ui/button-style.ts";
import { ChoosePassword } from "./choose-password.tsx";
import { nameFirms } from "./name-firms.ts";

type Looked =
  | { readonly kind: "open"; readonly token: string; readonly link: OpenedLink }
  | { readonly kind: "over"; readonly message: string };

/** Where a mailed link leads: to a password to choose, or to signing in for who has one. */
export function AcceptInvitation() {
  const looked = useLink();
  if (looked === null) return <h1 aria-busy="true">Checking your link…</h1>;
  if (looked.kind === "over") {
    return (
      <>
        <h1>This link cannot be used</h1>
        <p className="mt-2 text-ink-soft" data-testid="invitation-over">
          {looked.message}
        </p>
        <p className="mt-6">
          <Link href="/sign-in" className="link font-medium">
            Go to the sign-in page
          </Link>
        </p>
      </>
    );
  }
  if (looked.link.kind === "has_account") return <SignInToAnswer link={looked.link} />;
  return <ChoosePassword token={looked.token} link={looked.link} />;
}

function SignInToAnswer({ link }: { readonly link: OpenedLink }) {
  return (
    <>
      <h1>Sign in to respond</h1>
      <p className="mt-1 text-ink-soft" data-testid="has-account">
        {link.firms.length === 0
          ? "This invitation is no longer open."
          : `${nameFirms(link.firms)} invited you. You already have an account, ${link.email}: sign in with its password.`}
      </p>
      <a
        href="/invitations"
        data-testid="go-to-invitations"
        className={buttonStyle("primary", "normal", "mt-6 w-full")}
      >
        Continue
      </a>
    </>
  );
}

function useLink(): Looked | null {
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    // Behind the #, where no server and no log sees it.
    const token = window.location.hash.slice(1);
    const left = new AbortController();
    const show = (found: Looked) => {
      if (!left.signal.aborted) setLooked(found);
    };
    if (token === "") {
      show({ kind: "over", message: "The link is incomplete. Open it from the email, or copy all of it." });
    } else {
      sendJson("POST", "/api/invitations", { token }, openedLink).then(
        (link) => show({ kind: "open", token, link }),
        (thrown: unknown) => show({ kind: "over", message: describeProblem(thrown) }),
      );
    }
    return () => left.abort();
  }, []);
  return looked;
}
