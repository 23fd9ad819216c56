"use client";

import { SearchX, X } from "lucide-react";
import { useCallback, useState } from "react";

import type { WebhookEvent, WebhookEventList, WebhookEventState } from "#lib/contracts/webhook-events.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs, type FilterTab } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { EventDetail } from "./event-detail.tsx";
import { eventStyles, eventStatesInOrder } from "./event-style.ts";
import { EventTable } from "./event-table.tsx";
import { NoEvents } from "./no-events.tsx";
import { ReplayFound } from "./replay-found.tsx";
import { TypeFilter, type AnnouncedType } from "./type-filter.tsx";
import { useWebhookEvents, type EventsQuery } from "./use-webhook-events.ts";

type Shown = WebhookEventState | "all";

export interface EventListProps {
  readonly initial: WebhookEventList;
  readonly query: EventsQuery;
  /** Of the company that is filtered by. */
  readonly companyName: string | null;
  readonly types: readonly AnnouncedType[];
  /** Where Intuit has to send notices to. */
  readonly endpoint: string;
}

export function EventList({ initial, query, companyName, types, endpoint }: EventListProps) {
  const { change } = useAddressQuery();
  const { data = initial, error } = useWebhookEvents(query, initial);
  const [openId, setOpenId] = useState<string | null>(null);
  const { events, counts, next } = data;
  const open = useCallback((event: WebhookEvent | undefined) => setOpenId(event?.eventId ?? null), []);
  const lit = useRowKeys(
    events.length,
    useCallback((index: number) => open(events[index]), [events, open]),
  );
  const show = useCallback(
    (value: Shown) => change({ state: value === "all" ? null : value, after: null }),
    [change],
  );
  const tabs = tabsOf(counts);

  const isFiltered = Object.values(query).some((value) => value !== undefined);
  if (events.length === 0 && !isFiltered) return <NoEvents endpoint={endpoint} />;
  return (
    <>
      <div className="mb-3 flex flex-col gap-3">
        <FilterTabs<Shown> label="Show" tabs={tabs} value={query.state ?? "all"} onChange={show} />
        <div className="flex flex-wrap items-center gap-3">
          <TypeFilter
            types={types}
            value={query.entity}
            onChange={(entity) => change({ entity, after: null })}
          />
          {query.companyId === undefined ? null : (
            <Button
              size="small"
              icon={<X size={14} aria-hidden />}
              onClick={() => change({ companyId: null, after: null })}
            >
              Only {companyName ?? "one company"}
            </Button>
          )}
          <div className="grow" />
          {events.length === 0 ? null : <ReplayFound query={query} found={foundBy(query, data)} />}
        </div>
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {events.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<SearchX size={20} />}
            title="No events match"
            action={
              <Button onClick={() => change({ state: null, entity: null, companyId: null, after: null })}>
                Show all events
              </Button>
            }
          >
            No webhook event matches these filters.
          </EmptyState>
        </div>
      ) : (
        <EventTable events={events} lit={lit} onOpen={open} />
      )}
      {next === null && query.after === undefined ? null : (
        <nav aria-label="Pages" className="mt-3 flex items-center justify-end gap-2">
          <Button
            size="small"
            disabledReason={query.after === undefined ? "These are the newest." : null}
            onClick={() => change({ after: null }, "push")}
          >
            Newest
          </Button>
          <Button
            size="small"
            disabledReason={next === null ? "There are no older ones." : null}
            onClick={() => change({ after: next }, "push")}
          >
            Older
          </Button>
        </nav>
      )}
      <EventDetail
        event={events.find(({ eventId }) => eventId === openId) ?? null}
        onClose={() => setOpenId(null)}
      />
    </>
  );
}

/** How many the filter finds, as far as that is known without counting all that were ever imported. */
function foundBy({ state, after }: EventsQuery, { events, counts, next }: WebhookEventList): number | null {
  if (state !== undefined && state !== "processed") return counts[state];
  return next === null && after === undefined ? events.length : null;
}

function tabsOf(counts: WebhookEventList["counts"]): FilterTab<Shown>[] {
  return [
    { value: "all", label: "All" },
    ...eventStatesInOrder
      // Hardly ever there, and then worth a tab.
      .filter((state) => (state !== "unmatched" && state !== "unreadable") || counts[state] > 0)
      .map((state) => ({
        value: state,
        label: eventStyles[state].word,
        ...(state === "processed" ? {} : { count: counts[state] }),
        urgent: state === "dead",
      })),
  ];
}
