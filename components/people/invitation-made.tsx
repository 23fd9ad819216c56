"use client";

import type { Invitation } from "../../lib/contracts/invitations.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Modal } from "../ui/modal.tsx";
import { ExactTime } from "../ui/time.tsx";

export interface Invited {
  readonly name: string;
  /** Null for somebody who has an account already. */
  readonly invitation: Invitation | null;
}

export interface InvitationMadeProps {
  readonly invited: Invited | null;
  readonly onClose: () => void;
}

/** What comes next for somebody who was added, or whose password was ended. A link is shown only here. */
export function InvitationMade({ invited, onClose }: InvitationMadeProps) {
  const { title, lead } = invited === null ? { title: "", lead: "" } : sayNext(invited);
  const invitation = invited?.invitation ?? null;
  return (
    <Modal
      open={invited !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      lead={lead}
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {invitation === null || invitation.link === null ? null : (
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-sunken px-4 py-3">
          <code className="min-w-0 flex-1 basis-56 break-all" data-testid="invitation-link">
            {invitation.link}
          </code>
          <CopyButton text={invitation.link} />
        </div>
      )}
      {invitation === null ? null : (
        <p className="text-[0.9rem] text-ink-faint">
          The link works once, until <ExactTime at={invitation.expiresAt} />. “New invitation” under the
          person’s name makes another.
        </p>
      )}
    </Modal>
  );
}

function sayNext({ name, invitation }: Invited): { readonly title: string; readonly lead: string } {
  if (invitation === null) {
    return {
      title: `${name} can sign in`,
      lead: "This person has an account already and signs in with the password that they know.",
    };
  }
  if (invitation.sentTo !== null) {
    return {
      title: `${name} is invited`,
      lead: `We have sent a link to ${invitation.sentTo}, with which they choose their own password.`,
    };
  }
  return {
    title: `A link for ${name}`,
    lead: "Pass it on to them, and to nobody else: whoever opens it chooses the password. It is shown only this once.",
  };
}
