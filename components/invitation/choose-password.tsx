"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

import { linkUsed, type OpenedLink } from "#lib/contracts/invitations.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { TextField } from "../ui/field.tsx";
import { Callout } from "../ui/callout.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { nameFirms } from "./name-firms.ts";

export interface ChoosePasswordProps {
  readonly token: string;
  readonly link: OpenedLink;
}

export function ChoosePassword({ token, link }: ChoosePasswordProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [mismatch, setMismatch] = useState(false);
  const [busy, setBusy] = useState(false);

  const isNew = link.kind === "new_account";

  const submit = async (password: string, name: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const { email } = await sendJson(
        "POST",
        "/api/invitations/accept",
        isNew ? { token, password, name } : { token, password },
        linkUsed,
      );
      await signIn("credentials", { email, password, redirect: false });
      // A whole new page, and the link is left behind. Who could not be signed in is asked to sign in.
      window.location.assign(link.firms.length > 0 ? "/invitations" : "/");
    } catch (thrown) {
      setProblem(describeProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <>
      <h1>{isNew ? "Welcome to Tieout" : "Choose a new password"}</h1>
      <p className="mt-1 text-ink-soft">
        {isNew
          ? `${nameFirms(link.firms)} invited you. Choose a password for your account; then you can accept.`
          : "Your current password works until you choose a new one. You are then signed out everywhere."}
      </p>
      <form
        method="post"
        className="mt-6 flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const password = given.get("password");
          const name = given.get("name") ?? link.name;
          const same = password === given.get("again");
          setMismatch(!same);
          if (same && !busy && typeof password === "string" && typeof name === "string") {
            void submit(password, name);
          }
        }}
      >
        {problem === null ? null : <Callout tone="bad" live title={problem} testId="invitation-problem" />}
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          readOnly
          value={link.email}
        />
        {isNew ? (
          <TextField
            label="Your name"
            name="name"
            autoComplete="name"
            required
            maxLength={200}
            defaultValue={link.name}
          />
        ) : null}
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          autoFocus
          minLength={12}
          hint="At least 12 characters. A sentence is easier to remember than a word."
        />
        <TextField
          label="Password again"
          name="again"
          type="password"
          autoComplete="new-password"
          required
          error={mismatch ? "The passwords do not match." : null}
        />
        <SubmitButton
          label="Set the password and sign in"
          busyLabel="One moment…"
          busy={busy}
          testId="set-password"
          className="mt-1 w-full"
        />
      </form>
    </>
  );
}
