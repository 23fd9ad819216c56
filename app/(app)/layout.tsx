import { cookies } from "next/headers";
import type { ReactNode } from "react";

import { AppShell } from "#components/shell/app-shell.tsx";
import { Providers } from "#components/shell/providers.tsx";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { ViewerProvider } from "#components/shell/viewer-context.tsx";
import { listMyFirms } from "#lib/auth/people/firms.ts";
import { findCurrentPerson } from "#lib/auth/sessions/find-current-person.ts";
import { systemClock } from "#lib/core/clock.ts";

export default async function SignedInLayout({ children }: { readonly children: ReactNode }) {
  const actor = await findCurrentPerson();
  // Each page sends strangers to the sign-in page by itself; a layout is not asked again on the way between pages.
  if (!actor) return children;
  const [jar, firms] = await Promise.all([cookies(), listMyFirms(actor)]);
  const theme = parseTheme(jar.get(themeCookie)?.value);
  const { userId, name, email, role, organizationName } = actor;
  return (
    <ViewerProvider viewer={{ userId, name, email, role, organizationName, firms }}>
      <Providers now={systemClock.now().getTime()}>
        <AppShell theme={theme}>{children}</AppShell>
      </Providers>
    </ViewerProvider>
  );
}
