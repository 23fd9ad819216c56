import type { Metadata } from "next";

import { AlertList } from "../../../components/alerts/alert-list.tsx";
import { PageHeader } from "../../../components/ui/page-header.tsx";
import { everyone } from "../../../lib/auth/roles.ts";
import { alertsQuery } from "../../../lib/contracts/alerts.ts";
import { page } from "../../../lib/http/page.ts";
import { listAlerts } from "../../../lib/overview/list-alerts.ts";

export const metadata: Metadata = { title: "Alerts" };

export default page(
  { roles: everyone, path: "/alerts" },
  { query: alertsQuery },
  async ({ viewer, query }) => (
    <>
      <PageHeader title="Alerts" lead="What needs a person. Each closes by itself once its cause is gone." />
      <AlertList initial={await listAlerts(viewer, query.state)} initialState={query.state} />
    </>
  ),
);
