import type { Metadata } from "next";
import Link from "next/link";

import { AlertList } from "#components/alerts/alert-list.tsx";
import { buttonStyle } from "#components/ui/button-style.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { everyone, managers } from "#lib/core/role.ts";
import { alertsQuery } from "#lib/contracts/alerts.ts";
import { page } from "#lib/http/page.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";

export const metadata: Metadata = { title: "Alerts" };

export default page(
  { roles: everyone, path: "/alerts" },
  { query: alertsQuery },
  async ({ actor, query }) => (
    <>
      <PageHeader
        title="Alerts"
        lead="What needs your attention. An alert closes automatically once its cause is resolved."
        actions={
          managers.some((role) => role === actor.role) ? (
            <Link href="/admin/alert-channels" className={buttonStyle("secondary", "normal")}>
              Alert channels
            </Link>
          ) : null
        }
      />
      <AlertList initial={await listAlerts(actor, query.state)} initialState={query.state} />
    </>
  ),
);
