"use client";

import { useRef, useState } from "react";

import { passwordChanged } from "#lib/contracts/me.ts";
import { sendJson } from "../data/fetch-json.ts";
import { ProblemError } from "../data/problem-error.ts";
import { useMutation } from "../data/use-mutation.ts";
import { countOf } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { sessionsAddress } from "./session-list.tsx";

interface Passwords {
  readonly current: string;
  readonly next: string;
}

export function PasswordForm() {
  const form = useRef<HTMLFormElement>(null);
  const [mismatch, setMismatch] = useState(false);
  const change = useMutation<Passwords>({
    send: async (passwords) => {
      const { otherSessionsEnded } = await sendJson("POST", "/api/me/password", passwords, passwordChanged);
      return otherSessionsEnded === 0
        ? "Your password is changed."
        : `Your password is changed, and ${countOf(otherSessionsEnded, "other browser was", "other browsers were")} signed out.`;
    },
    failed: "The password was not changed",
    changes: (url) => url === sessionsAddress,
    onDone: () => form.current?.reset(),
  });
  const problem = change.problem instanceof ProblemError ? change.problem : null;
  const isWrong = problem?.code === "auth.wrong_password";
  return (
    <form
      ref={form}
      className="flex max-w-sm flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const next = textOf(given, "next");
        const same = next === textOf(given, "again");
        setMismatch(!same);
        if (same) void change.run({ current: textOf(given, "current"), next });
      }}
    >
      <TextField
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        error={isWrong ? problem.message : null}
      />
      <TextField
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        hint="At least 12 characters. A sentence is easier to remember than a word."
        error={problem !== null && !isWrong ? problem.message : null}
      />
      <TextField
        label="New password again"
        name="again"
        type="password"
        autoComplete="new-password"
        required
        error={mismatch ? "The passwords do not match." : null}
      />
      <div>
        <Button type="submit" variant="primary" busy={change.underWay ? "Changing…" : null}>
          Change password
        </Button>
      </div>
    </form>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
