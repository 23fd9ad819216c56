"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import type { WebhookEvent } from "#lib/contracts/webhook-events.ts";
import { formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/modal.tsx";
import { Callout } from "../ui/callout.tsx";
import { StatusShape } from "../ui/status.tsx";
import { ExactTime, Time } from "../ui/time.tsx";
import { eventStyles, describeEvent, tookMs } from "./event-style.ts";
import { ReplayOne } from "./replay-one.tsx";

export interface EventDetailProps {
  /** Null while none is open. */
  readonly event: WebhookEvent | null;
  readonly onClose: () => void;
}

/** Everything that is known of one event: what changed, when, and what became of it. */
export function EventDetail({ event, onClose }: EventDetailProps) {
  return (
    <Modal
      open={event !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={event === null ? "" : describeEvent(event)}
      lead={
        event === null || event.companyId === null ? null : (
          <Link href={`/companies/${event.companyId}`} className="link">
            {event.companyName}
          </Link>
        )
      }
      actions={
        event === null ? null : (
          <>
            <Button onClick={onClose}>Close</Button>
            <ReplayOne event={event} variant="primary" onDone={onClose} />
          </>
        )
      }
    >
      {event === null ? null : <Facts event={event} onClose={onClose} />}
    </Modal>
  );
}

function Facts({ event, onClose }: { readonly event: WebhookEvent; readonly onClose: () => void }) {
  const style = eventStyles[event.state];
  const took = tookMs(event);
  return (
    <div className="flex flex-col gap-4">
      <p className="flex gap-2.5">
        <StatusShape tone={style.tone} className="mt-1" />
        <span>
          <strong className="font-semibold">{style.word}.</strong> {style.message}
        </span>
      </p>
      {event.lastError === null || event.state === "processed" ? null : (
        <Callout tone={event.state === "dead" ? "bad" : "warn"} title={event.lastError}>
          {event.nextAttemptAt === null ? null : (
            <>
              Next attempt <Time at={event.nextAttemptAt} />.
            </>
          )}
        </Callout>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 tabular-nums">
        <Fact label="Changed in QuickBooks">
          {event.occurredAt === null ? "not given" : <ExactTime at={event.occurredAt} />}
        </Fact>
        <Fact label="Received">
          <ExactTime at={event.receivedAt} />
        </Fact>
        {event.processedAt === null ? null : (
          <Fact label="Imported">
            <ExactTime at={event.processedAt} />
            {took === null ? "" : ` (after ${formatDuration(took)})`}
          </Fact>
        )}
        <Fact label="Attempts">{event.attempts}</Fact>
        <Fact label="Deliveries">
          {event.deliveries}
          {event.deliveries > 1 ? " (sent more than once, counted once)" : ""}
        </Fact>
        <Fact label="As QuickBooks sent it">
          {event.unreadableReason === null
            ? `${event.entity ?? "no type"}, ${event.operation}, ${event.sourceId === null ? "no ID" : `ID ${event.sourceId}`}`
            : `${event.unreadableReason}; ${formatCount(event.bytes ?? 0)} bytes`}
        </Fact>
        <Fact label="Event id">
          <code className="text-[0.86rem] break-all">{event.eventId}</code>
        </Fact>
      </dl>
      <p className="flex flex-wrap gap-x-5 gap-y-1">
        {event.syncId === null ? null : (
          <Link className="link" href={`/companies/${event.companyId}/runs/${event.syncId}`}>
            View the sync
          </Link>
        )}
        {event.recordType === null || event.sourceId === null ? null : (
          <Link
            className="link"
            href={`/companies/${event.companyId}/records/${event.recordType}/${encodeURIComponent(event.sourceId)}`}
          >
            View the record{" "}
          </Link>
        )}
        {event.companyId === null ? null : (
          <Link className="link" href={`/admin/webhooks?companyId=${event.companyId}`} onClick={onClose}>
            All webhook events for this company
          </Link>
        )}
      </p>
    </div>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
