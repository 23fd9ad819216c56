import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";

import { Mark } from "#components/shell/mark.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { signInErrors } from "#lib/auth/sessions/auth-options.ts";
import { findCurrentAccount } from "#lib/auth/sessions/find-current-person.ts";
import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { invitationsPath, page } from "#lib/http/page.ts";
import { withinThisSite } from "#lib/http/within-this-site.ts";

export const metadata: Metadata = { title: "Sign in" };

const query = z.object({
  callbackUrl: textInput({ max: 2048 }).optional().catch(undefined),
  error: textInput({ max: 60 }).optional().catch(undefined),
});

export default page(
  { public: "Signing in itself." },
  { query },
  async ({ actor, query: { callbackUrl, error } }) => {
    const home = withinThisSite(callbackUrl);
    if (actor) redirect(home);
    if (await findCurrentAccount()) redirect(invitationsPath);
    return (
      <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-6 py-12">
        <div className="mb-8 flex flex-col gap-4">
          <Mark size={40} />
          <div>
            <h1>Sign in to Tieout</h1>
            <p className="mt-1 text-ink-soft">Your clients’ books, in sync with QuickBooks.</p>
          </div>
        </div>
        <SignInForm message={signInErrors} callbackUrl={home} initialError={error ?? null} />
        <p className="mt-8 text-[0.9rem] text-ink-soft">
          <Link href="/forgot-password" className="link font-medium">
            Forgot your password?
          </Link>{" "}
          No account? An owner or admin of your firm can invite you.
        </p>
      </main>
    );
  },
);
