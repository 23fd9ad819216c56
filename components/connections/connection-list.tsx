"use client";

import { Link2, SearchX } from "lucide-react";

import type { ConnectionList as Connections } from "#lib/companies/list-connections.ts";
import { useAddressQuery } from "../data/use-address-query.ts";
import { countOf } from "../format/figures.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Pager } from "../ui/pager.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { Status } from "../ui/status.tsx";
import { ConnectButton } from "./connect-button.tsx";
import { ConnectionTable } from "./connection-table.tsx";

export interface ConnectionListProps {
  readonly list: Connections;
  readonly search: string;
  readonly page: number;
  readonly pageSize: number;
}

export function ConnectionList({ list, search, page, pageSize }: ConnectionListProps) {
  const { change } = useAddressQuery();
  if (list.total === 0) {
    return (
      <div className="card">
        <EmptyState
          icon={<Link2 size={20} />}
          title="Nothing is connected yet"
          action={<ConnectButton testId="connect-first" />}
        >
          You will be sent to Intuit, choose the client’s company there and give consent. Tieout reads the
          books; it changes nothing in QuickBooks.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-x-5 gap-y-1" data-testid="qb-status">
          {list.connected > 0 ? (
            <Status
              tone="good"
              word={`Connected: ${countOf(list.connected, "company", "companies")}`}
              testId="qb-connected"
            />
          ) : (
            <Status tone="off" word="Not connected" />
          )}
          {list.needHelp === 0 ? null : (
            <Status
              tone="bad"
              word={`${countOf(list.needHelp, "company needs", "companies need")} a person`}
            />
          )}
        </p>
        <SearchBox
          label="Search connections"
          placeholder="Search connections"
          value={search}
          onSearch={(text) => change({ search: text, page: null })}
        />
      </div>
      {list.connections.length === 0 ? (
        <div className="card">
          <EmptyState icon={<SearchX size={20} />} title="No connection is like that">
            Nothing matches “{search}”.
          </EmptyState>
        </div>
      ) : (
        <ConnectionTable connections={list.connections} />
      )}
      <Pager
        page={page}
        pageSize={pageSize}
        matching={list.matching}
        of={list.matching === 1 ? "company" : "companies"}
        onPage={(next) => change({ page: next === 1 ? null : next }, "push")}
      />
    </>
  );
}
