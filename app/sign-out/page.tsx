import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { Mark } from "#components/shell/mark.tsx";
import { SignOutForm } from "#components/sign-in/sign-out-form.tsx";
import { findCurrentAccount } from "#lib/auth/sessions/find-current-person.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Sign out" };

export default page({ public: "Who is signed out already is sent to the sign-in page." }, {}, async () => {
  const account = await findCurrentAccount();
  if (!account) redirect("/sign-in");
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <Mark size={40} />
      <div>
        <h1>Sign out of Tieout?</h1>
        <p className="mt-1 text-ink-soft">You are signed in as {account.email}.</p>
      </div>
      <SignOutForm />
    </main>
  );
});
