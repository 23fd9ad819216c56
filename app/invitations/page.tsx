import type { Metadata } from "next";
import Link from "next/link";

import { MyInvitations } from "#components/invitations/my-invitations.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { listMyInvitations } from "#lib/auth/people/answer-invitation.ts";
import { findCurrentPerson } from "#lib/auth/sessions/find-current-person.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Invitations" };

export default page(
  { account: "Somebody who has accepted no invitation belongs to no firm yet.", path: "/invitations" },
  {},
  async ({ account }) => {
    const [invitations, actor] = await Promise.all([listMyInvitations(account), findCurrentPerson()]);
    return (
      <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 px-6 py-12">
        <Mark size={40} />
        <div>
          <h1>Your invitations</h1>
          <p className="mt-1 text-ink-soft">
            You are signed in as <span className="break-all">{account.email}</span>. You have access to a
            firm’s books only after you accept.
          </p>
        </div>
        <MyInvitations initial={invitations} hasFirm={actor !== null} />
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          {actor ? (
            <Link href="/" className="link font-medium">
              Go to {actor.organizationName}
            </Link>
          ) : null}
          <Link href="/sign-out" className="link font-medium">
            Sign out
          </Link>
        </p>
      </main>
    );
  },
);
