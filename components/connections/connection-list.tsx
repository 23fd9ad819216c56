"use client";

import { Link2 } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";

import type { ConnectionList as Connections } from "#lib/companies/list-connections.ts";
import { countOf } from "../format/figures.ts";
import { ListView } from "../ui/list-view.tsx";
import { Pager } from "../ui/pager.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { Status } from "../ui/status.tsx";
import { ConnectButton } from "./connect-button.tsx";
import { connectionFilter } from "./connection-filter.ts";
import { ConnectionTable } from "./connection-table.tsx";

export interface ConnectionListProps {
  /** As the server read them by the address. */
  readonly list: Connections;
  readonly page: number;
  readonly pageSize: number;
}

export function ConnectionList({ list, page, pageSize }: ConnectionListProps) {
  const [isRefreshing, startTransition] = useTransition();
  const [{ search }, setFilter] = useQueryStates(connectionFilter, { startTransition });
  const isEmpty = list.total === 0;
  return (
    <ListView
      noun="connections"
      toolbar={
        isEmpty ? undefined : (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <ConnectionCounts list={list} />
            <SearchBox
              label="Search connections"
              placeholder="Search connections"
              value={search}
              onSearch={(text) => void setFilter({ search: text, page: null })}
            />
          </div>
        )
      }
      rows={list.connections.length}
      isRefreshing={isRefreshing}
      empty={{
        icon: <Link2 size={20} />,
        title: "No connections yet",
        children:
          "Intuit asks you to choose the client’s company and to give consent. Tieout reads the books; it changes nothing in QuickBooks.",
        action: <ConnectButton testId="connect-first" />,
      }}
      onClearFilter={search === "" || isEmpty ? null : () => void setFilter({ search: null, page: null })}
      pager={
        isEmpty ? null : (
          <Pager
            {...{ page, pageSize, matching: list.matching }}
            of={list.matching === 1 ? "company" : "companies"}
            onPage={(next) => void setFilter({ page: next }, { history: "push", scroll: true })}
          />
        )
      }
    >
      <ConnectionTable connections={list.connections} />
    </ListView>
  );
}

function ConnectionCounts({ list: { connected, needHelp } }: { readonly list: Connections }) {
  return (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-1" data-testid="qb-status">
      {connected > 0 ? (
        <Status
          tone="good"
          word={`Connected: ${countOf(connected, "company", "companies")}`}
          testId="qb-connected"
        />
      ) : (
        <Status tone="off" word="Not connected" />
      )}
      {needHelp === 0 ? null : (
        <Status tone="bad" word={`${countOf(needHelp, "company needs", "companies need")} attention`} />
      )}
    </p>
  );
}
