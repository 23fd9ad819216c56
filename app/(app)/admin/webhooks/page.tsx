import type { Metadata } from "next";

import { PageHeader } from "#components/ui/page-header.tsx";
import { EventList } from "#components/webhooks/event-list.tsx";
import { managers } from "#lib/core/role.ts";
import { eventsPageSize, webhookEventsQuery } from "#lib/contracts/webhook-events.ts";
import { page } from "#lib/http/page.ts";
import { findCompanyName } from "#lib/companies/find-company-name.ts";
import {
  listWebhookEvents,
  announcedTypes,
  webhookEventsAddress,
} from "#lib/intuit-events/list-webhook-events.ts";

export const metadata: Metadata = { title: "Webhook events" };

const query = webhookEventsQuery.pick({ companyId: true, state: true, entity: true, after: true });

export default page({ roles: managers, path: "/admin/webhooks" }, { query }, async ({ actor, query }) => {
  const { companyId } = query;
  const [events, companyName] = await Promise.all([
    listWebhookEvents(actor, { ...query, limit: eventsPageSize }),
    companyId === undefined ? null : findCompanyName(actor, companyId),
  ]);
  return (
    <>
      <PageHeader
        title="Webhook events"
        lead="Changes that QuickBooks reported, and what became of them. One sync imports all of a company’s events."
      />
      <EventList
        initial={events}
        initialQuery={query}
        companyName={companyName}
        types={announcedTypes()}
        endpoint={webhookEventsAddress()}
      />
    </>
  );
});
