"use client";

import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Modal } from "../ui/modal.tsx";

export interface HandedOver {
  readonly name: string;
  /** Null for somebody who has an account already. */
  readonly password: string | null;
}

export interface FirstPasswordProps {
  readonly handedOver: HandedOver | null;
  readonly onClose: () => void;
}

/** Shown once: nobody can look it up later, we ourselves included. */
export function FirstPassword({ handedOver, onClose }: FirstPasswordProps) {
  const password = handedOver?.password ?? null;
  return (
    <Modal
      open={handedOver !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        password === null
          ? `${handedOver?.name ?? ""} can sign in`
          : `A password for ${handedOver?.name ?? ""}`
      }
      lead={
        password === null
          ? "This person has an account already and signs in with the password that they know."
          : "Hand it over in person. It is shown only this once; it should be changed under “Your account” after signing in."
      }
      actions={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      {password === null ? null : (
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-sunken px-4 py-3">
          <code className="min-w-0 flex-1 text-[1.05rem] break-all" data-testid="first-password">
            {password}
          </code>
          <CopyButton text={password} />
        </div>
      )}
    </Modal>
  );
}
