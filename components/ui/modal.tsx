"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";

export interface ModalProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export const backdropStyle =
  "fixed inset-0 z-40 bg-black/45 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0";

export function Modal({ open, onOpenChange, title, lead, children, actions }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyle} />
        <Dialog.Viewport className="fixed inset-0 z-40 flex justify-center overflow-y-auto pt-6 sm:p-6">
          {/* Held in place by margins: what is aligned and too tall loses its top, which cannot be scrolled to. */}
          <Dialog.Popup className="mt-auto flex h-fit w-full max-w-lg flex-col gap-4 rounded-t-xl border border-line bg-raised p-6 shadow-(--shadow) sm:my-auto sm:rounded-xl">
            <div className="flex items-start gap-4">
              <div className="min-w-0 flex-1">
                <Dialog.Title className="text-[1.15rem] font-semibold">{title}</Dialog.Title>
                {lead === undefined ? null : (
                  <Dialog.Description className="mt-1 text-ink-soft" render={<div />}>
                    {lead}
                  </Dialog.Description>
                )}
              </div>
              <Dialog.Close aria-label="Close" className="-m-1.5 rounded p-1.5 text-ink-faint hover:text-ink">
                <X size={18} aria-hidden />
              </Dialog.Close>
            </div>
            {children}
            {actions === undefined ? null : (
              <div className="flex flex-wrap justify-end gap-2 pt-1">{actions}</div>
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
