"use client";

import { FileSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import { recordList, type RecordList, type RecordsQuery } from "#lib/contracts/records.ts";
import { useList } from "../data/use-list.ts";
import { CursorPager } from "../ui/cursor-pager.tsx";
import { ListView } from "../ui/list-view.tsx";
import { useRowKeys } from "../ui/use-row-keys.ts";
import { recordAddress } from "./record-address.ts";
import { recordFilter, recordsUrl } from "./record-filter.ts";
import { RecordTable } from "./record-table.tsx";
import { RecordToolbar, type TypeChoice } from "./record-toolbar.tsx";

export interface RecordBrowserProps {
  readonly companyId: string;
  readonly recordType: RecordType;
  readonly homeCurrency: string | null;
  readonly types: readonly TypeChoice[];
  /** Why there can be none: the company's country or subscription lacks the type. */
  readonly notOfferedWhy: string | null;
  readonly initial: RecordList;
  readonly initialQuery: RecordsQuery;
}

const firstPage = { after: null, before: null };
const toPage = { history: "push", scroll: true } as const;

export function RecordBrowser(props: RecordBrowserProps) {
  const { companyId, recordType, homeCurrency, types, notOfferedWhy } = props;
  const router = useRouter();
  const [filter, setFilter] = useQueryStates(recordFilter);
  const first = { url: recordsUrl(companyId, recordType, props.initialQuery), data: props.initial };
  const list = useList(recordsUrl(companyId, recordType, filter), recordList, first, 30_000);
  const { records = [], next = null, previous = null } = list.data ?? {};
  const lit = useRowKeys(records.length, (index) => {
    const record = records[index];
    const there = record && recordAddress(companyId, { ...record, name: null });
    if (there) router.push(there);
  });
  const noun = recordTypes[recordType].plural.toLowerCase();
  const isFiltered = filter.search !== "" || filter.show !== "present";
  return (
    <ListView
      noun={noun}
      toolbar={
        <RecordToolbar
          {...{ companyId, recordType, types, filter }}
          onFilter={(change) => void setFilter({ ...change, ...firstPage })}
        />
      }
      rows={list.data ? records.length : null}
      problem={list.problem}
      onRetry={list.retry}
      isRefreshing={list.isRefreshing}
      empty={{
        icon: <FileSearch size={20} />,
        title: `No ${noun}`,
        children:
          notOfferedWhy ??
          "Either QuickBooks has none, or they are not imported yet. The company’s overview shows which.",
      }}
      onClearFilter={isFiltered ? () => void setFilter({ search: null, show: null, ...firstPage }) : null}
      pager={
        <CursorPager
          onBack={previous === null ? null : () => void setFilter({ before: previous, after: null }, toPage)}
          onForward={next === null ? null : () => void setFilter({ after: next, before: null }, toPage)}
        />
      }
    >
      <RecordTable {...{ companyId, recordType, homeCurrency, records, lit }} />
    </ListView>
  );
}
