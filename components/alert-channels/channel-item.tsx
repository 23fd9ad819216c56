"use client";

import { Mail, MessageSquare } from "lucide-react";
import { useCallback, useState } from "react";

import type { AlertChannel } from "#lib/contracts/alert-channels.ts";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { Status, StatusShape } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { CoverageChoice, coverageDisabledReason, type CoverageDraft } from "./coverage-choice.tsx";
import { describeCoverage } from "./coverage-labels.ts";
import { useChangeChannel, useRemoveChannel, useTestChannel } from "./use-channels.ts";

type Asking = "change" | "remove" | null;

export function ChannelItem({ channel }: { readonly channel: AlertChannel }) {
  const [asking, setAsking] = useState<Asking>(null);
  const close = useCallback(() => setAsking(null), []);
  const test = useTestChannel(channel);
  const change = useChangeChannel(channel, close);
  const { kind, name, address, enabled } = channel;
  const Icon = kind === "email" ? Mail : MessageSquare;
  return (
    <li
      aria-label={name}
      className="flex flex-col gap-3 px-5 py-4 lg:flex-row lg:items-start lg:justify-between lg:gap-6"
    >
      <div className="flex min-w-0 flex-1 gap-3">
        <Icon size={18} aria-hidden className="mt-0.5 shrink-0 text-ink-faint" />
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="flex flex-wrap items-baseline gap-x-2.5">
            <span className="font-medium break-all">{name}</span>
            {enabled ? null : <Status tone="off" word="Off" />}
          </p>
          <p className="text-[0.9rem] break-words text-ink-soft">
            {kind === "email" ? "Email" : `Chat at ${address}`} · {describeCoverage(channel)}
          </p>
          <LastDelivery channel={channel} />
          <p className="text-[0.9rem] text-ink-faint">
            Added by {channel.createdBy} <Time at={channel.createdAt} />
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 pl-7 max-sm:grid max-sm:grid-cols-2 lg:pl-0">
        <Button
          size="small"
          busy={test.underWay ? "Sending…" : null}
          data-testid="test-channel"
          onClick={() => void test.run(undefined)}
        >
          Send a test
        </Button>
        <Button size="small" onClick={() => setAsking("change")}>
          Change…
        </Button>
        <Button
          size="small"
          busy={change.underWay ? "Saving…" : null}
          onClick={() => void change.run({ enabled: !enabled })}
        >
          {enabled ? "Turn off" : "Turn on"}
        </Button>
        <Button size="small" data-testid="remove-channel" onClick={() => setAsking("remove")}>
          Remove…
        </Button>
      </div>
      {asking === "change" ? <ChangeDialog channel={channel} onClose={close} /> : null}
      {asking === "remove" ? <RemoveDialog channel={channel} onClose={close} /> : null}
    </li>
  );
}

function LastDelivery({ channel: { lastDelivery } }: { readonly channel: AlertChannel }) {
  if (lastDelivery === null) {
    return (
      <p className="flex items-baseline gap-1.5 text-ink-soft">
        <StatusShape tone="waiting" className="self-center" />
        Nothing sent yet
      </p>
    );
  }
  const { at, outcome, error } = lastDelivery;
  if (outcome === "sent") {
    return (
      <p className="flex items-baseline gap-1.5">
        <StatusShape tone="good" className="self-center" />
        <span>
          Delivered <Time at={at} />
        </span>
      </p>
    );
  }
  return (
    <p className="flex items-baseline gap-1.5 text-bad">
      <StatusShape tone="bad" className="translate-y-px" />
      <span className="min-w-0 break-words">
        Not delivered <Time at={at} />
        {error === null ? "" : `: ${error}`}
      </span>
    </p>
  );
}

interface DialogProps {
  readonly channel: AlertChannel;
  readonly onClose: () => void;
}

/** Mounted for as long as it is open. */
function ChangeDialog({ channel, onClose }: DialogProps) {
  const [draft, setDraft] = useState<CoverageDraft>({ covers: channel.covers, kinds: channel.kinds });
  const change = useChangeChannel(channel, onClose);
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={channel.name}
      lead={
        channel.kind === "chat"
          ? "For another webhook, add a new channel and remove this one."
          : "For another mailbox, add a new channel and remove this one."
      }
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="primary"
            disabledReason={coverageDisabledReason(draft)}
            busy={change.underWay ? "Saving…" : null}
            data-testid="save-channel"
            onClick={() => void change.run({ covers: draft.covers, kinds: [...draft.kinds] })}
          >
            Save
          </Button>
        </>
      }
    >
      <CoverageChoice value={draft} onChange={setDraft} />
    </Modal>
  );
}

function RemoveDialog({ channel, onClose }: DialogProps) {
  const remove = useRemoveChannel(channel);
  return (
    <Modal
      open
      onOpenChange={onClose}
      title={`Remove ${channel.name}?`}
      lead="Nothing more is sent there, and Tieout deletes its address. The alerts themselves stay in Tieout."
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            busy={remove.underWay ? "Removing…" : null}
            data-testid="confirm-remove-channel"
            onClick={() => void remove.run(undefined)}
          >
            Remove
          </Button>
        </>
      }
    />
  );
}
