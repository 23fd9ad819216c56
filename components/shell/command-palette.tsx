"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Building2, CornerDownLeft, Search, SunMoon, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";

import { companyList } from "#lib/contracts/companies.ts";
import { companiesUrl } from "../companies/company-filter.ts";
import { useContract } from "../data/use-contract.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { backdropStyle } from "../ui/modal.tsx";
import { destinationsFor } from "./navigation.ts";
import { applyTheme } from "./theme-switch.tsx";
import { useViewer } from "./viewer-context.tsx";

interface Command {
  readonly id: string;
  readonly label: string;
  readonly aside: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropStyle} />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center px-3 pt-[12dvh]">
          <Dialog.Popup
            aria-label="Search companies and commands"
            className="flex max-h-[min(32rem,70dvh)] w-full max-w-xl flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-(--shadow)"
          >
            <PaletteBody onDone={() => onOpenChange(false)} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState("");
  const commands = useCommands(text);
  return (
    <Autocomplete.Root
      open
      inline
      items={commands}
      // The server has already searched the companies; nothing may be filtered away a second time.
      mode="none"
      value={text}
      onValueChange={setText}
      autoHighlight="always"
      keepHighlight
      itemToStringValue={(command: Command) => command.label}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search size={17} aria-hidden className="text-ink-faint" />
        <Autocomplete.Input
          aria-label="Search companies and commands"
          placeholder="A company, a page, a command…"
          className="h-12 w-full bg-transparent outline-none"
        />
        <KeyCap>Esc</KeyCap>
      </div>
      <Dialog.Close className="sr-only">Close</Dialog.Close>
      <Autocomplete.Empty className="px-4 text-ink-soft not-empty:py-8">No results.</Autocomplete.Empty>
      <Autocomplete.List className="overflow-y-auto p-1.5 empty:p-0">
        {(command: Command) => (
          <Autocomplete.Item
            key={command.id}
            value={command}
            onClick={() => {
              onDone();
              command.run();
            }}
            className="group flex cursor-pointer items-center gap-3 rounded-md px-3 py-2 data-highlighted:bg-accent-soft"
          >
            <command.icon size={16} aria-hidden className="text-ink-faint" />
            <span className="min-w-0 flex-1 truncate">{command.label}</span>
            <span className="text-[0.86rem] text-ink-faint">{command.aside}</span>
            <CornerDownLeft
              size={14}
              aria-hidden
              className="invisible text-ink-faint group-data-highlighted:visible"
            />
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function useCommands(text: string): Command[] {
  const router = useRouter();
  const { role } = useViewer();
  const search = useDeferredValue(text.trim());
  const { data } = useContract(companiesUrl({ search, sort: "name" }), companyList);
  const wanted = text.trim().toLowerCase();
  const fits = (label: string) => label.toLowerCase().includes(wanted);
  const companies = (data?.companies ?? []).filter(
    ({ name, quickbooksName }) => fits(name) || fits(quickbooksName ?? ""),
  );
  return [
    ...destinationsFor(role)
      .filter(({ label }) => fits(label))
      .map(({ href, label, icon }) => ({
        id: href,
        label,
        aside: "Page",
        icon,
        run: () => router.push(href),
      })),
    ...companies.slice(0, 12).map(({ id, name }) => ({
      id,
      label: name,
      aside: "Company",
      icon: Building2,
      run: () => router.push(`/companies/${id}`),
    })),
    ...(["light", "dark", "system"] as const)
      .map((theme) => ({
        id: `theme ${theme}`,
        label: theme === "system" ? "Theme: match system" : `Theme: ${theme}`,
        aside: "Theme",
        icon: SunMoon,
        run: () => applyTheme(theme),
      }))
      .filter(({ label }) => fits(label)),
  ];
}
