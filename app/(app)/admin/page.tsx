import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";

import { ConnectButton } from "#components/connections/connect-button.tsx";
import { Dashboard } from "#components/dashboard/dashboard.tsx";
import { timeZoneCookie } from "#components/shell/time-zone-cookie.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { managers } from "#lib/core/role.ts";
import { syncStatsQuery } from "#lib/contracts/sync-stats.ts";
import { page } from "#lib/http/page.ts";
import { readSyncStats } from "#lib/dashboard/sync-stats.ts";

export const metadata: Metadata = { title: "Sync dashboard" };

export default page({ roles: managers, path: "/admin" }, {}, async ({ actor }) => {
  const asked = syncStatsQuery.safeParse({ timeZone: (await cookies()).get(timeZoneCookie)?.value });
  const { timeZone } = asked.data ?? syncStatsQuery.parse({});
  const stats = await readSyncStats(actor, timeZone);
  return (
    <>
      <PageHeader
        title="Sync dashboard"
        lead={`Syncs of all client companies of ${actor.organizationName}.`}
      />
      {stats.connections.companies === 0 ? (
        <div className="card">
          <EmptyState
            icon={<Activity size={20} />}
            title="No companies connected yet"
            action={<ConnectButton />}
          >
            Connect a client’s QuickBooks company, and its syncs appear here.
          </EmptyState>
        </div>
      ) : (
        <Dashboard initial={stats} initialTimeZone={timeZone} />
      )}
    </>
  );
});
