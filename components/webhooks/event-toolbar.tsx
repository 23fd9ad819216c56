"use client";

import { X } from "lucide-react";

import type { WebhookEventList, WebhookEventState } from "#lib/contracts/webhook-events.ts";
import { Button } from "../ui/button.tsx";
import { FilterTabs, type FilterTab } from "../ui/filter-tabs.tsx";
import type { EventsQuery } from "./event-filter.ts";
import { eventStatesInOrder, eventStyles } from "./event-style.ts";
import { ReplayFound } from "./replay-found.tsx";
import { TypeFilter, type AnnouncedType } from "./type-filter.tsx";

type Shown = WebhookEventState | "all";

export interface EventToolbarProps {
  readonly filter: EventsQuery;
  /** Of the company that is filtered by. */
  readonly companyName: string | null;
  readonly types: readonly AnnouncedType[];
  readonly found: WebhookEventList;
  readonly onFilter: (change: {
    readonly state?: WebhookEventState | null;
    readonly companyId?: string | null;
    readonly entity?: string | null;
  }) => void;
}

export function EventToolbar({ filter, companyName, types, found, onFilter }: EventToolbarProps) {
  return (
    <div className="flex flex-col gap-3">
      <FilterTabs<Shown>
        label="Show"
        tabs={tabsOf(found.counts)}
        value={filter.state ?? "all"}
        onChange={(value) => onFilter({ state: value === "all" ? null : value })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <TypeFilter types={types} value={filter.entity ?? null} onChange={(entity) => onFilter({ entity })} />
        {filter.companyId == null ? null : (
          <Button
            size="small"
            icon={<X size={14} aria-hidden />}
            onClick={() => onFilter({ companyId: null })}
          >
            Only {companyName ?? "one company"}
          </Button>
        )}
        <div className="grow" />
        {found.events.length === 0 ? null : <ReplayFound query={filter} found={foundBy(filter, found)} />}
      </div>
    </div>
  );
}

/** How many the filter finds, as far as that is known without counting all that were ever imported. */
function foundBy({ state, after }: EventsQuery, { events, counts, next }: WebhookEventList): number | null {
  if (state != null && state !== "processed") return counts[state];
  return next === null && after == null ? events.length : null;
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
