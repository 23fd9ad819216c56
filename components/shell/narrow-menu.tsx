"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Menu, X } from "lucide-react";
import { useState } from "react";

import { backdropStyle } from "../ui/modal.tsx";
import { SideNav } from "./side-nav.tsx";
import type { Theme } from "./theme.ts";
import { ViewerCard } from "./viewer-card.tsx";

/** The side bar of narrow screens, behind a button. */
export function NarrowMenu({ theme }: { readonly theme: Theme }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        aria-label="Menu"
        className="grid size-9 place-items-center rounded-md text-ink-soft hover:bg-ink/7"
      >
        <Menu size={20} aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyle} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-50 flex w-72 flex-col justify-between gap-6 overflow-y-auto bg-paper p-4">
          <div>
            <div className="mb-4 flex items-center justify-between">
              <Dialog.Title className="px-2.5 text-[1.1rem] font-semibold">Tieout</Dialog.Title>
              <Dialog.Close
                aria-label="Close menu"
                className="grid size-9 place-items-center rounded-md text-ink-soft"
              >
                <X size={18} aria-hidden />
              </Dialog.Close>
            </div>
            <SideNav onLeave={() => setOpen(false)} />
          </div>
          <ViewerCard theme={theme} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
