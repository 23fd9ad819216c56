import type { Metadata } from "next";

import { AddChannel } from "#components/alert-channels/add-channel.tsx";
import { ChannelList } from "#components/alert-channels/channel-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listChannels } from "#lib/alerts/channels/list-channels.ts";
import { managers } from "#lib/core/role.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Alert channels" };

export default page({ roles: managers, path: "/admin/alert-channels" }, {}, async ({ actor }) => {
  const initial = await listChannels(actor);
  return (
    <>
      <PageHeader
        title="Alert channels"
        lead={`Where alerts of ${actor.organizationName} are sent, besides being shown in Tieout.`}
        actions={<AddChannel canSendMail={initial.canSendMail} />}
      />
      <ChannelList initial={initial} />
    </>
  );
});
