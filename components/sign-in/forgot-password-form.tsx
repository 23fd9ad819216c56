"use client";

import { useState } from "react";
import { z } from "zod";

import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { TextField } from "../ui/field.tsx";
import { Callout } from "../ui/callout.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

/** Says the same whether or not the mailbox has an account. */
export function ForgotPasswordForm() {
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (email: FormDataEntryValue | null) => {
    setBusy(true);
    setProblem(null);
    try {
      await sendJson("POST", "/api/password-links", { email }, z.unknown());
      setAsked(true);
    } catch (thrown) {
      setProblem(describeProblem(thrown));
    }
    setBusy(false);
  };
  if (asked) {
    return (
      <Callout tone="info" live title="Check your email." testId="link-asked">
        If this address has an account or an invitation, a link is on its way.
      </Callout>
    );
  }
  return (
    <form
      method="post"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit(new FormData(event.currentTarget).get("email"));
      }}
    >
      {problem === null ? null : <Callout tone="bad" live title={problem} />}
      <TextField label="Email" name="email" type="email" autoComplete="username" required autoFocus />
      <SubmitButton label="Send the link" busyLabel="One moment…" busy={busy} testId="ask-for-link" />
    </form>
  );
}
