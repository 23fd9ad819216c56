import type { Metadata } from "next";
import Link from "next/link";

import { Mark } from "#components/shell/mark.tsx";
import { ForgotPasswordForm } from "#components/sign-in/forgot-password-form.tsx";
import { canSendMail } from "#lib/mail/send-mail.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Forgot your password?" };

export default page({ public: "Whoever forgot the password cannot sign in." }, {}, () => (
  <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center gap-6 px-6 py-12">
    <Mark size={40} />
    <div>
      <h1>Forgot your password?</h1>
      <p className="mt-1 text-ink-soft">
        {canSendMail()
          ? "We email you a link to choose a new one, if your address has an account or an invitation."
          : "No mail server is configured. Ask the administrator of this installation for a link."}
      </p>
    </div>
    {canSendMail() ? <ForgotPasswordForm /> : null}
    <p>
      <Link href="/sign-in" className="link font-medium">
        Back to sign-in
      </Link>
    </p>
  </main>
));
