"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

import { invitationAccepted, type OpenInvitation } from "../../lib/contracts/invitations.ts";
import { sendJson } from "../data/fetch-json.ts";
import { sayProblem } from "../data/problem-error.ts";
import { buttonStyle } from "../ui/button-style.ts";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

export interface ChoosePasswordProps {
  readonly token: string;
  readonly invitation: OpenInvitation;
}

export function ChoosePassword({ token, invitation }: ChoosePasswordProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [mismatch, setMismatch] = useState(false);
  const [busy, setBusy] = useState(false);

  const submit = async (password: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const { email } = await sendJson(
        "POST",
        "/api/invitations/accept",
        { token, password },
        invitationAccepted,
      );
      await signIn("credentials", { email, password, redirect: false });
      // A whole new page, and the link is left behind. Who could not be signed in is shown the door.
      window.location.assign("/");
    } catch (thrown) {
      setProblem(sayProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <>
      <h1>Welcome to Tieout, {invitation.name}</h1>
      <p className="mt-1 text-ink-soft">
        {invitation.organizationName} keeps its clients’ books here. Choose the password with which you sign
        in.
      </p>
      <form
        method="post"
        className="mt-6 flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const password = given.get("password");
          const same = password === given.get("again");
          setMismatch(!same);
          if (same && !busy && typeof password === "string") void submit(password);
        }}
      >
        {problem === null ? null : <Notice tone="bad" live title={problem} testId="invitation-problem" />}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          readOnly
          value={invitation.email}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          autoFocus
          minLength={12}
          hint="At least 12 characters. A sentence is easier to keep in mind than a word."
        />
        <TextField
          label="Password again"
          name="again"
          type="password"
          autoComplete="new-password"
          required
          error={mismatch ? "The two are not the same." : null}
        />
        <button
          type="submit"
          aria-disabled={busy || undefined}
          data-testid="set-password"
          className={buttonStyle("primary", "normal", "mt-1 w-full")}
        >
          {busy ? "One moment…" : "Set the password and sign in"}
        </button>
      </form>
    </>
  );
}
