"use client";

import { SearchX } from "lucide-react";
import { useCallback, useState } from "react";

import { role, type Person } from "#lib/contracts/people.ts";
import { describeProblem } from "../data/problem-error.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { roleNames } from "../shell/viewer-card.tsx";
import { useViewer } from "../shell/viewer-context.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FilterTabs, type FilterTab } from "../ui/filter-tabs.tsx";
import { Callout } from "../ui/callout.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { InvitationMade, type Mailed } from "./invitation-made.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { usePeople } from "./use-people.ts";

type Shown = "all" | Person["role"] | "disabled";

export function PeopleList({ initial }: { readonly initial: readonly Person[] }) {
  const { email } = useViewer();
  const { query, change } = useAddressQuery();
  const { data, error } = usePeople(initial);
  const [openId, setOpenId] = useState<string | null>(null);
  const [mailed, setMailed] = useState<Mailed | null>(null);
  const people = data?.people ?? initial;
  const shown = shownOf(query.get("show"));
  const search = query.get("search") ?? "";
  const found = people.filter((person) => isShown(person, shown) && matches(person, search));
  const open = useCallback((person: Person | undefined) => setOpenId(person?.membershipId ?? null), []);
  const close = useCallback(() => setOpenId(null), []);
  const lit = useRowKeys(found.length, (index) => open(found[index]));
  const tabs = tabsOf(people);
  const show = (value: Shown) => change({ show: value === "all" ? null : value });
  const person = people.find(({ membershipId }) => membershipId === openId);
  return (
    <>
      <div className="mb-3 flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
        <FilterTabs<Shown> label="Show" value={shown} tabs={tabs} onChange={show} />
        <SearchBox
          label="Search people"
          placeholder="Search people"
          value={search}
          onSearch={(text) => change({ search: text })}
        />
      </div>
      {error ? (
        <Callout tone="bad" live title={describeProblem(error)} className="mb-3">
          The list is as it was when we last heard.
        </Callout>
      ) : null}
      {found.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<SearchX size={20} />}
            title="No people match"
            action={<Button onClick={() => change({ search: null, show: null })}>Show everybody</Button>}
          />
        </div>
      ) : (
        <PeopleTable people={found} lit={lit} me={email} onOpen={open} />
      )}
      {person === undefined ? null : (
        <PersonDialog
          key={person.membershipId}
          person={person}
          people={people}
          onClose={close}
          onMailed={setMailed}
        />
      )}
      <InvitationMade mailed={mailed} onClose={() => setMailed(null)} />
    </>
  );
}

function shownOf(text: string | null): Shown {
  return text === "disabled" ? text : (role.safeParse(text).data ?? "all");
}

/** Disabled people stand in their own view, out of the way of those who work here. */
function isShown({ role: of, disabled }: Person, shown: Shown): boolean {
  if (shown === "disabled") return disabled;
  return !disabled && (shown === "all" || of === shown);
}

function matches({ name, email }: Person, search: string): boolean {
  const text = search.trim().toLowerCase();
  return name.toLowerCase().includes(text) || email.toLowerCase().includes(text);
}

function tabsOf(people: readonly Person[]): FilterTab<Shown>[] {
  const count = (shown: Shown) => people.filter((person) => isShown(person, shown)).length;
  return [
    { value: "all", label: "Everybody", count: count("all") },
    ...role.options.map((value) => ({ value, label: `${roleNames[value]}s`, count: count(value) })),
    ...(count("disabled") === 0
      ? []
      : [{ value: "disabled" as const, label: "Disabled", count: count("disabled") }]),
  ];
}
