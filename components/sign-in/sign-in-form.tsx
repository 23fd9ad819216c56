"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

import { TextField } from "../ui/field.tsx";
import { Callout } from "../ui/callout.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

export interface SignInFormProps {
  /** What each code of a refused attempt says. */
  readonly message: Readonly<Record<string, string>>;
  readonly callbackUrl: string;
  /** From an attempt that came back to this page. */
  readonly initialError: string | null;
}

export function SignInForm({ message, callbackUrl, initialError }: SignInFormProps) {
  const [error, setError] = useState(initialError);
  const [busy, setBusy] = useState(false);

  const submit = async (form: FormData) => {
    setBusy(true);
    setError(null);
    const result = await signIn("credentials", {
      email: form.get("email"),
      password: form.get("password"),
      redirect: false,
      callbackUrl,
    }).catch(() => undefined);
    if (result?.ok && !result.error) {
      // A whole new page: nothing of what a stranger saw is kept.
      window.location.assign(callbackUrl);
      return;
    }
    setError(result?.error ?? "unavailable");
    setBusy(false);
  };

  return (
    <form
      // Only used when scripts do not run: never put a password into the address.
      method="post"
      action="/api/auth/signin"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(new FormData(event.currentTarget));
      }}
    >
      {error === null ? null : (
        <Callout tone="bad" live title={describeError(message, error)} testId="sign-in-error" />
      )}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        data-testid="email"
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        data-testid="password"
      />
      <SubmitButton
        label="Sign in"
        busyLabel="Signing in…"
        busy={busy}
        testId="login-button"
        className="mt-1 w-full"
      />
    </form>
  );
}

/** The code stands in an address, so it may be "__proto__". */
function describeError(message: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(message, code) ? message[code] : message["unavailable"]) ?? "Please try again.";
}
