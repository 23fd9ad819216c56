import Link from "next/link";
import type { ReactNode } from "react";

import { AppKeys } from "./app-keys.tsx";
import { Mark } from "./mark.tsx";
import { NarrowMenu } from "./narrow-menu.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { SideNav } from "./side-nav.tsx";
import type { Theme } from "./theme.ts";
import { ViewerCard } from "./viewer-card.tsx";

export function AppShell({ theme, children }: { readonly theme: Theme; readonly children: ReactNode }) {
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="mx-auto flex min-h-dvh max-w-[1440px]">
        <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col justify-between gap-6 overflow-y-auto border-r border-line p-4 lg:flex">
          <div className="flex flex-col gap-5">
            <Home />
            <PaletteButton />
            <SideNav />
          </div>
          <ViewerCard theme={theme} />
        </aside>
        <div className="min-w-0 flex-1">
          <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-paper px-3 py-2 lg:hidden">
            <NarrowMenu theme={theme} />
            <div className="flex-1">
              <Home />
            </div>
            <PaletteButton compact />
          </header>
          <main id="main" tabIndex={-1} className="px-4 py-6 outline-none sm:px-6 lg:px-10 lg:py-8">
            {children}
          </main>
        </div>
      </div>
      <AppKeys />
    </>
  );
}

function Home() {
  return (
    <Link href="/" className="inline-flex items-center gap-2 px-1 text-[1.1rem] font-semibold tracking-tight">
      <Mark />
      Tieout
    </Link>
  );
}
