"use client";

import type { MailOutcome } from "#lib/contracts/people.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Modal } from "../ui/modal.tsx";

export interface Mailed {
  readonly name: string;
  readonly email: string;
  /** An invitation, or a link for a new password. */
  readonly what: "invitation" | "password";
  readonly outcome: MailOutcome;
}

export interface InvitationMadeProps {
  readonly mailed: Mailed | null;
  readonly onClose: () => void;
}

/** What comes next for somebody who was invited or needs a new password. The link is for their mailbox alone. */
export function InvitationMade({ mailed, onClose }: InvitationMadeProps) {
  return (
    <Modal
      open={mailed !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={mailed === null ? "" : titles[mailed.what](mailed)}
      lead={mailed === null ? "" : leads[mailed.outcome](mailed)}
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {mailed === null || mailed.outcome === "sent" ? null : <OperatorCommand email={mailed.email} />}
      {mailed?.what === "invitation" ? (
        <p className="text-[0.9rem] text-ink-faint">
          They have no access until they accept. Until then, the list shows the name you entered.
        </p>
      ) : null}
    </Modal>
  );
}

function OperatorCommand({ email }: { readonly email: string }) {
  const command = `npm run people:link -- ${email}`;
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md bg-sunken px-4 py-3">
      <code className="min-w-0 flex-1 basis-56 break-all" data-testid="operator-command">
        {command}
      </code>
      <CopyButton text={command} />
    </div>
  );
}

const titles = {
  invitation: ({ name }: Mailed) => `${name} is invited`,
  password: ({ name }: Mailed) => `A new password for ${name}`,
} as const;

const leads = {
  sent: ({ email, what }: Mailed) =>
    what === "invitation"
      ? `We have sent a link to ${email}. They use it to sign in and accept.`
      : `We have sent a link to ${email}. They use it to choose a new password. The current one works until then.`,
  failed: ({ email }: Mailed) =>
    `The mail server did not accept the email to ${email}. Send it again later, or ask the administrator of this installation to print the link:`,
  not_configured: () =>
    "No mail server is configured, so nothing was sent. The administrator of this installation can print a link for this person:",
} satisfies Record<MailOutcome, (mailed: Mailed) => string>;
