"use client";

import { Users } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";

import { role, type Person } from "#lib/contracts/people.ts";
import { roleNames } from "../shell/viewer-card.tsx";
import { useViewer } from "../shell/viewer-context.tsx";
import { FilterTabs, type FilterTab } from "../ui/filter-tabs.tsx";
import { ListView } from "../ui/list-view.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { InvitationMade, type Mailed } from "./invitation-made.tsx";
import { isShown, matches, peopleFilter, type PeopleView } from "./people-filter.ts";
import { PeopleTable } from "./people-table.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { usePeople } from "./use-people.ts";

export function PeopleList({ initial }: { readonly initial: readonly Person[] }) {
  const { email } = useViewer();
  const [{ show, search }, setFilter] = useQueryStates(peopleFilter);
  const { data, error, mutate } = usePeople(initial);
  const [openId, setOpenId] = useState<string | null>(null);
  const [mailed, setMailed] = useState<Mailed | null>(null);
  const people = data?.people ?? initial;
  const found = people.filter((person) => isShown(person, show) && matches(person, search));
  const open = (person: Person | undefined) => setOpenId(person?.membershipId ?? null);
  const lit = useRowKeys(found.length, (index) => open(found[index]));
  const person = people.find(({ membershipId }) => membershipId === openId);
  const isFiltered = show !== "all" || search !== "";
  return (
    <>
      <ListView
        noun="people"
        toolbar={
          <div className="flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
            <FilterTabs
              label="Show"
              value={show}
              tabs={tabsOf(people)}
              onChange={(value) => void setFilter({ show: value })}
            />
            <SearchBox
              label="Search people"
              placeholder="Search people"
              value={search}
              onSearch={(text) => void setFilter({ search: text })}
            />
          </div>
        }
        rows={found.length}
        problem={error}
        onRetry={() => void mutate()}
        empty={{ icon: <Users size={20} />, title: "No people yet" }}
        onClearFilter={isFiltered ? () => void setFilter(null) : null}
      >
        <PeopleTable people={found} lit={lit} me={email} onOpen={open} />
      </ListView>
      {person === undefined ? null : (
        <PersonDialog
          key={person.membershipId}
          person={person}
          people={people}
          onClose={() => setOpenId(null)}
          onMailed={setMailed}
        />
      )}
      <InvitationMade mailed={mailed} onClose={() => setMailed(null)} />
    </>
  );
}

function tabsOf(people: readonly Person[]): FilterTab<PeopleView>[] {
  const count = (view: PeopleView) => people.filter((person) => isShown(person, view)).length;
  return [
    { value: "all", label: "All", count: count("all") },
    ...role.options.map((value) => ({ value, label: `${roleNames[value]}s`, count: count(value) })),
    ...(count("disabled") === 0
      ? []
      : [{ value: "disabled" as const, label: "Disabled", count: count("disabled") }]),
  ];
}
