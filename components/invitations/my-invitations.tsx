"use client";

import { useState } from "react";
import { z } from "zod";

import type { MyInvitation } from "#lib/contracts/me.ts";
import { sendJson } from "../data/fetch-json.ts";
import { describeProblem } from "../data/problem-error.ts";
import { roleNames } from "../shell/viewer-card.tsx";
import { buttonStyle } from "../ui/button-style.ts";
import { Callout } from "../ui/callout.tsx";
import { useIsInBrowser } from "../ui/now.tsx";

export interface MyInvitationsProps {
  readonly initial: readonly MyInvitation[];
  readonly hasFirm: boolean;
}

/** Each firm that invites the viewer, to accept or to decline. */
export function MyInvitations({ initial, hasFirm }: MyInvitationsProps) {
  const [waiting, setWaiting] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const answer = async (id: string, method: "POST" | "DELETE") => {
    if (busy !== null) return;
    setBusy(id);
    setProblem(null);
    try {
      await sendJson(method, `/api/me/invitations/${id}`, {}, z.unknown());
      // A whole new page: nothing of another firm's stays on it.
      if (method === "POST") window.location.assign("/");
      else setWaiting((before) => before.filter((each) => each.id !== id));
    } catch (thrown) {
      setProblem(describeProblem(thrown));
    }
    setBusy(null);
  };
  return (
    <div className="flex flex-col gap-4">
      {problem === null ? null : <Callout tone="bad" live title={problem} testId="answer-problem" />}
      {waiting.length === 0 ? (
        <Callout tone="info" title="You have no open invitations.">
          {hasFirm
            ? undefined
            : "You are not a member of a firm yet. An owner or admin of your firm can invite you."}
        </Callout>
      ) : (
        <ul className="flex flex-col gap-3">
          {waiting.map((invitation) => (
            <InvitationItem
              key={invitation.id}
              invitation={invitation}
              busy={busy === invitation.id}
              onAnswer={(method) => void answer(invitation.id, method)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface InvitationItemProps {
  readonly invitation: MyInvitation;
  readonly busy: boolean;
  readonly onAnswer: (method: "POST" | "DELETE") => void;
}

function InvitationItem({ invitation, busy, onAnswer }: InvitationItemProps) {
  const { organizationName, role, invitedBy } = invitation;
  const ready = useIsInBrowser();
  return (
    <li className="card flex flex-col gap-4 p-5">
      <div>
        <h2 className="text-[1.1rem] font-semibold break-words">{organizationName}</h2>
        <p className="text-ink-soft">
          {invitedBy === null ? "" : `Invited by ${invitedBy}. `}Your role there: {roleNames[role]}.
        </p>
      </div>
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          disabled={!ready}
          aria-disabled={busy || undefined}
          data-testid="accept-invitation"
          className={buttonStyle("primary", "normal")}
          onClick={() => onAnswer("POST")}
        >
          Accept<span className="sr-only">, {organizationName}</span>
        </button>
        <button
          type="button"
          disabled={!ready}
          aria-disabled={busy || undefined}
          data-testid="decline-invitation"
          className={buttonStyle("secondary", "normal")}
          onClick={() => onAnswer("DELETE")}
        >
          Decline<span className="sr-only">, {organizationName}</span>
        </button>
      </div>
    </li>
  );
}
