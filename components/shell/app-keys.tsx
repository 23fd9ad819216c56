"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { KeyCap } from "../ui/key-cap.tsx";
import { Modal } from "../ui/modal.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { destinationsFor } from "./navigation.ts";
import { isDialogOpen, isTyping } from "./shortcut.ts";
import { useViewer } from "./viewer-context.tsx";

/** Asked for by the search button in the side bar; keeps the palette in one place. */
export const openPaletteEvent = "tieout:open-palette";

/** Keys that work on every page: Ctrl-K, ?, and g with a letter. */
export function AppKeys() {
  const router = useRouter();
  const { role } = useViewer();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);

  useEffect(() => {
    let afterG = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette((open) => !open);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isDialogOpen()) return;
      if (event.key === "?") setHelp(true);
      else if (event.key === "/") focusSearch(event);
      else if (event.key === "g") afterG = event.timeStamp;
      else if (event.timeStamp - afterG < 1500) {
        const there = destinationsFor(role).find(({ key }) => key === event.key);
        afterG = 0;
        if (there) router.push(there.href);
      }
    };
    const onOpen = () => setPalette(true);
    document.addEventListener("keydown", onKey);
    document.addEventListener(openPaletteEvent, onOpen);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener(openPaletteEvent, onOpen);
    };
  }, [router, role]);

  return (
    <>
      <CommandPalette open={palette} onOpenChange={setPalette} />
      <KeysHelp open={help} onOpenChange={setHelp} />
    </>
  );
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}

interface HelpProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function KeysHelp({ open, onOpenChange }: HelpProps) {
  const { role } = useViewer();
  const keys: readonly (readonly [readonly string[], string])[] = [
    [["Ctrl", "K"], "Search companies and commands"],
    [["/"], "Search on this page"],
    [["j"], "Next row"],
    [["k"], "Previous row"],
    [["Enter"], "Open the row"],
    [["1", "…", "9"], "Filter the list"],
    [["?"], "Show keyboard shortcuts"],
    ...destinationsFor(role).map(({ key, label }) => [["g", key], label] as const),
  ];
  return (
    <Modal open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {keys.map(([caps, message]) => (
          <div key={caps.join(" ")} className="contents">
            <dt className="flex gap-1">
              {caps.map((cap) => (
                <KeyCap key={cap}>{cap}</KeyCap>
              ))}
            </dt>
            <dd className="text-ink-soft">{message}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
