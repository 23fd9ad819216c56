"use client";

import { Menu } from "@base-ui/react/menu";
import { Check, ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { z } from "zod";

import { sendJson } from "../data/fetch-json.ts";
import { useMutation } from "../data/use-mutation.ts";
import { useViewer } from "./viewer-context.tsx";

/** For people who work for several firms; others never see it. */
export function FirmSwitch() {
  const { firms, organizationName } = useViewer();
  const change = useMutation<string>({
    send: async (organizationId) => {
      await sendJson("POST", "/api/me/firm", { organizationId }, z.unknown());
      // A whole new page: nothing of the other firm's may stay on the screen or in the cache.
      window.location.assign("/");
      return null;
    },
    failed: "You are still in the same firm",
  });
  // At the end of the page the menu would stand outside of every landmark.
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  if (firms.length < 2) return null;
  return (
    <Menu.Root>
      <Menu.Trigger
        data-testid="firm-switch"
        className="mx-2.5 flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-left hover:border-line-strong"
      >
        <span className="sr-only">Firm: </span>
        <span className="min-w-0 flex-1 truncate">{change.underWay ? "Changing…" : organizationName}</span>
        <ChevronsUpDown size={15} aria-hidden className="text-ink-faint" />
      </Menu.Trigger>
      <div ref={setPlace} />
      <Menu.Portal container={place}>
        <Menu.Positioner side="top" sideOffset={6} positionMethod="fixed" className="z-60">
          <Menu.Popup
            aria-label="Change to another firm"
            className="min-w-52 rounded-lg border border-line bg-raised p-1.5 shadow-(--shadow)"
          >
            {firms.map(({ id, name, current }) => (
              <Menu.Item
                key={id}
                onClick={() => {
                  if (!current) void change.run(id);
                }}
                className="flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 outline-none data-highlighted:bg-accent-soft"
              >
                <Check size={15} aria-hidden className={current ? "text-accent" : "invisible"} />
                {name}
                {current ? <span className="sr-only">, current</span> : null}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
