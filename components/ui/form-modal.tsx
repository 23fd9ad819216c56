"use client";

import { useId, type ReactNode } from "react";

import { Button } from "./button.tsx";
import { Modal } from "./modal.tsx";

export interface FormModalProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly submit: {
    readonly label: string;
    /** What is under way since the press: "Inviting…". */
    readonly busy: string | null;
    readonly testId: string;
    /** Why it cannot be done as the form is filled in now. */
    readonly disabledReason?: string | null;
  };
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog, to be sent or left. */
export function FormModal({ open, onOpenChange, title, submit, onSubmit, children }: FormModalProps) {
  const formId = useId();
  return (
    <Modal
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Not now</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabledReason={submit.disabledReason}
            busy={submit.busy}
            data-testid={submit.testId}
          >
            {submit.label}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
    </Modal>
  );
}
