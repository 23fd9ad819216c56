"use client";

import { BellRing } from "lucide-react";

import type { AlertChannels } from "#lib/contracts/alert-channels.ts";
import { describeProblem } from "../data/problem-error.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Callout } from "../ui/callout.tsx";
import { ChannelItem } from "./channel-item.tsx";
import { useChannels } from "./use-channels.ts";

export function ChannelList({ initial }: { readonly initial: AlertChannels }) {
  const { data = initial, error } = useChannels(initial);
  const { channels, canSendMail } = data;
  const instead = canSendMail
    ? "Alerts go by e-mail to the firm’s owners and admins."
    : "Alerts are shown in Tieout alone, because no mail server is configured here.";
  return (
    <>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {channels.length > 0 && channels.every(({ enabled }) => !enabled) ? (
        <Callout tone="warn" title="No channel is on." className="mb-3">
          {instead}
        </Callout>
      ) : null}
      {!canSendMail && channels.some(({ kind, enabled }) => kind === "email" && enabled) ? (
        <Callout tone="warn" title="Channels by e-mail deliver nothing." className="mb-3">
          No mail server is configured. Whoever runs this installation can set one up (SMTP_URL).
        </Callout>
      ) : null}
      <div className="card">
        {channels.length === 0 ? (
          <EmptyState icon={<BellRing size={20} />} title="No channel yet">
            {instead}{" "}
            {canSendMail
              ? "Add a channel to send them to a chat or to a mailbox of your choice."
              : "Add a channel to send them to a chat."}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {channels.map((channel) => (
              <ChannelItem key={channel.id} channel={channel} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
