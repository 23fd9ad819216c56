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
          They have access to nothing before they accept. Until then the list shows the name that you typed.
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
      ? `We have sent a link to ${email}, with which they sign in and accept.`
      : `We have sent a link to ${email}, with which they choose one. The present password works until then.`,
  failed: ({ email }: Mailed) =>
    `The mail server did not take the mail to ${email}. Send it again later, or ask whoever runs this installation to print the link:`,
  not_configured: () =>
    "No mail server is configured, so nothing was sent. Whoever runs this installation can print the link, for that person alone:",
} satisfies Record<MailOutcome, (mailed: Mailed) => string>;
