"use client";

import type { WebhookEvent } from "#lib/contracts/webhook-events.ts";
import { formatCount } from "../format/figures.ts";
import { formatDuration } from "../format/times.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { eventStyles, describeEvent, tookMs } from "./event-style.ts";
import { ReplayOne } from "./replay-one.tsx";

export interface EventTableProps {
  readonly events: readonly WebhookEvent[];
  readonly lit: number;
  readonly onOpen: (event: WebhookEvent) => void;
}

export function EventTable({ events, lit, onOpen }: EventTableProps) {
  return (
    <ScrollTable label="Webhook events">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">What changed</th>
            <th scope="col" className="max-md:hidden">
              Company
            </th>
            <th scope="col" className="max-sm:hidden">
              {" "}
              Status{" "}
            </th>
            <th scope="col" className="max-lg:hidden">
              Received
            </th>
            <th scope="col" className="num max-lg:hidden">
              {" "}
              Duration{" "}
            </th>
            <th scope="col" className="num max-lg:hidden">
              Attempts
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event, index) => (
            <EventRow key={event.eventId} event={event} lit={index === lit} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

interface EventRowProps {
  readonly event: WebhookEvent;
  readonly lit: boolean;
  readonly onOpen: (event: WebhookEvent) => void;
}

function EventRow({ event, lit, onOpen }: EventRowProps) {
  const style = eventStyles[event.state];
  const took = tookMs(event);
  return (
    <tr className="row-link relative" data-selected={lit || undefined}>
      <th scope="row" className="min-w-44">
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => onOpen(event)}
          className="text-left after:absolute after:inset-0"
        >
          {describeEvent(event)}
        </button>
        <span className="block text-[0.86rem] font-normal text-ink-faint md:hidden">{event.companyName}</span>
        <span className="mt-1 block font-normal sm:hidden">
          <Status tone={style.tone} word={style.word} />
        </span>
        <span className="block text-[0.86rem] font-normal text-ink-faint lg:hidden">
          <Time at={event.receivedAt} />
        </span>
      </th>
      <td className="max-md:hidden">
        <span className="block max-w-64 truncate">{event.companyName}</span>
      </td>
      <td className="max-sm:hidden">
        <Status tone={style.tone} word={style.word} />
        {event.lastError === null || event.state === "processed" ? null : (
          <span className="block max-w-72 truncate text-[0.86rem] text-ink-faint" title={event.lastError}>
            {event.lastError}
          </span>
        )}
      </td>
      <td className="whitespace-nowrap text-ink-soft max-lg:hidden">
        <Time at={event.receivedAt} className="relative" />
      </td>
      <td className="num max-lg:hidden">
        {took === null ? <Blank message="not imported" /> : formatDuration(took)}
      </td>
      <td className="num max-lg:hidden">{formatCount(event.attempts)}</td>
      <td className="text-right">
        <span className="relative">
          <ReplayOne event={event} />
        </span>
      </td>
    </tr>
  );
}
