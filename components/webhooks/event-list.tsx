"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";

import { webhookEventList, type WebhookEvent, type WebhookEventList } from "#lib/contracts/webhook-events.ts";
import { useList } from "../data/use-list.ts";
import { CursorPager } from "../ui/cursor-pager.tsx";
import { ListView } from "../ui/list-view.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { EventDetail } from "./event-detail.tsx";
import { eventFilter, eventsUrl, type EventsQuery } from "./event-filter.ts";
import { EventTable } from "./event-table.tsx";
import { EventToolbar } from "./event-toolbar.tsx";
import { noEvents } from "./no-events.tsx";
import type { AnnouncedType } from "./type-filter.tsx";

export interface EventListProps {
  readonly initial: WebhookEventList;
  readonly initialQuery: EventsQuery;
  /** Of the company that is filtered by. */
  readonly companyName: string | null;
  readonly types: readonly AnnouncedType[];
  /** Where Intuit has to send its webhooks to. */
  readonly endpoint: string;
}

const toPage = { history: "push", scroll: true } as const;

export function EventList({ initial, initialQuery, companyName, types, endpoint }: EventListProps) {
  const [filter, setFilter] = useQueryStates(eventFilter);
  const [openId, setOpenId] = useState<string | null>(null);
  const first = { url: eventsUrl(initialQuery), data: initial };
  // Older pages hardly move; the first one is where new events come in.
  const list = useList(eventsUrl(filter), webhookEventList, first, filter.after === null ? 4000 : 20_000);
  const { events = [], next = null } = list.data ?? {};
  const open = (event: WebhookEvent | undefined) => setOpenId(event?.eventId ?? null);
  const lit = useRowKeys(events.length, (index) => open(events[index]));
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const isEmpty = list.data !== undefined && events.length === 0 && !isFiltered;
  return (
    <>
      <ListView
        noun="events"
        toolbar={
          isEmpty ? undefined : (
            <EventToolbar
              {...{ filter, companyName, types }}
              found={list.data ?? initial}
              onFilter={(change) => void setFilter({ ...change, after: null })}
            />
          )
        }
        rows={list.data ? events.length : null}
        problem={list.problem}
        onRetry={list.retry}
        isRefreshing={list.isRefreshing}
        empty={noEvents(endpoint)}
        onClearFilter={isFiltered ? () => void setFilter(null) : null}
        pager={
          <CursorPager
            back="Newest"
            forward="Older"
            onBack={filter.after === null ? null : () => void setFilter({ after: null }, toPage)}
            onForward={next === null ? null : () => void setFilter({ after: next }, toPage)}
          />
        }
      >
        <EventTable events={events} lit={lit} onOpen={open} />
      </ListView>
      <EventDetail
        event={events.find(({ eventId }) => eventId === openId) ?? null}
        onClose={() => setOpenId(null)}
      />
    </>
  );
}
