"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useMemo, type ReactNode } from "react";

import { StatusShape, type Tone } from "./status.tsx";

export interface ToastMessage {
  readonly tone: Extract<Tone, "good" | "bad" | "info">;
  readonly title: string;
  readonly detail?: string;
}

/** Short words on what has just been done, read out by screen readers. Errors stay until dismissed. */
export function useToast(): { show(toast: ToastMessage): void } {
  const manager = Toast.useToastManager();
  return useMemo(
    () => ({
      show: ({ tone, title, detail }: ToastMessage) => {
        manager.add({
          title,
          type: tone,
          timeout: tone === "bad" ? 0 : 6000,
          // One of high priority is hidden from screen readers while it can be tabbed to.
          priority: "low",
          ...(detail === undefined ? {} : { description: detail }),
        });
      },
    }),
    [manager],
  );
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-96 flex-col gap-2">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line bg-raised text-ink shadow-(--shadow) transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 p-3.5">
        <StatusShape
          tone={toast.type === "good" || toast.type === "bad" ? toast.type : "info"}
          className="mt-1"
        />
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" render={<p />} />
          <Toast.Description className="text-sm text-ink-soft" />
        </div>
        <Toast.Close aria-label="Dismiss" className="-m-1 rounded p-1 text-ink-faint hover:text-ink">
          <X size={16} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
