"use client";

import { BellRing } from "lucide-react";

import type { AlertChannels } from "#lib/contracts/alert-channels.ts";
import { Callout } from "../ui/callout.tsx";
import { ListView } from "../ui/list-view.tsx";
import { ChannelItem } from "./channel-item.tsx";
import { useChannels } from "./use-channels.ts";

export function ChannelList({ initial }: { readonly initial: AlertChannels }) {
  const { data = initial, error, mutate } = useChannels(initial);
  const { channels, canSendMail } = data;
  const instead = canSendMail
    ? "Alerts go by email to the firm’s owners and admins."
    : "Alerts are shown in Tieout only, because no mail server is configured.";
  const adding = canSendMail
    ? "Add a channel to send them to a chat or to a mailbox of your choice."
    : "Add a channel to send them to a chat.";
  return (
    <ListView
      noun="channels"
      toolbar={channels.length === 0 ? undefined : <ChannelWarnings {...data} instead={instead} />}
      rows={channels.length}
      problem={error}
      onRetry={() => void mutate()}
      empty={{
        icon: <BellRing size={20} />,
        title: "No channels yet",
        children: `${instead} ${adding}`,
      }}
      onClearFilter={null}
    >
      <ul className="card divide-y divide-line">
        {channels.map((channel) => (
          <ChannelItem key={channel.id} channel={channel} />
        ))}
      </ul>
    </ListView>
  );
}

/** What keeps alerts from arriving although there are channels. */
function ChannelWarnings({ channels, canSendMail, instead }: AlertChannels & { readonly instead: string }) {
  return (
    <>
      {channels.every(({ enabled }) => !enabled) ? (
        <Callout tone="warn" title="All channels are off.">
          {instead}
        </Callout>
      ) : null}
      {!canSendMail && channels.some(({ kind, enabled }) => kind === "email" && enabled) ? (
        <Callout tone="warn" title="Email channels deliver nothing.">
          No mail server is configured. Ask the administrator of this installation to set SMTP_URL.
        </Callout>
      ) : null}
    </>
  );
}
