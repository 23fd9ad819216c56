import Link from "next/link";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordSummary } from "#lib/contracts/records.ts";
import { formatDay } from "../format/times.ts";
import { Blank, Money } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { describeKind } from "./kind-labels.ts";
import { RecordMarks } from "./record-marks.tsx";
import { recordAddress } from "./record-address.ts";

export interface RecordTableProps {
  readonly companyId: string;
  readonly recordType: RecordType;
  readonly homeCurrency: string | null;
  readonly records: readonly RecordSummary[];
  readonly lit: number;
}

export function RecordTable(props: RecordTableProps) {
  const { plural, shape } = recordTypes[props.recordType];
  return (
    <ScrollTable label={plural}>
      <table className="ledger">
        {shape === "transaction" ? <Transactions {...props} /> : <Lists {...props} />}
      </table>
    </ScrollTable>
  );
}

function Transactions({ companyId, recordType, homeCurrency, records, lit }: RecordTableProps) {
  const isTime = recordType === "time_activity";
  return (
    <>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col" className="max-sm:hidden">
            Date
          </th>
          <th scope="col" className="max-sm:hidden">
            Name
          </th>
          <th scope="col" className="max-md:hidden">
            Memo
          </th>
          <th scope="col" className="num">
            {isTime ? "Hours" : "Amount"}
          </th>
          {isTime ? null : (
            <th scope="col" className="num max-sm:hidden">
              {" "}
              Open balance{" "}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {records.map((record, index) => (
          <tr key={record.sourceId} className="row-link relative" data-selected={index === lit || undefined}>
            <th scope="row" className="sm:whitespace-nowrap">
              <RowLink companyId={companyId} record={record} words={record.title} />
              <span className="block text-[0.86rem] font-normal text-ink-faint sm:hidden">
                {[record.date === null ? null : formatDay(record.date), nameOf(record)]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
              <span className="block font-normal">
                <RecordMarks record={record} />
              </span>
            </th>
            <td className="whitespace-nowrap max-sm:hidden">
              {record.date === null ? <Blank message="no date" /> : formatDay(record.date)}
            </td>
            <td className="max-w-72 truncate max-sm:hidden">{nameOf(record) ?? <Blank />}</td>
            <td className="max-w-72 truncate text-ink-soft max-md:hidden">{record.memo ?? ""}</td>
            <td className="num">
              {isTime ? (
                <span className="tabular-nums">{record.hours ?? <Blank />}</span>
              ) : (
                <Amount record={record} amount={record.amount} homeCurrency={homeCurrency} />
              )}
            </td>
            {isTime ? null : (
              <td className="num max-sm:hidden">
                <Amount record={record} amount={record.balance} homeCurrency={homeCurrency} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </>
  );
}

/** Of time: who worked, and for whom. */
function nameOf({ party, workedFor }: RecordSummary): string | null {
  return workedFor === null ? party : [party, workedFor].filter((part) => part !== null).join(" for ");
}

function Lists({ companyId, homeCurrency, records, lit }: RecordTableProps) {
  const has = (pick: (record: RecordSummary) => string | null) =>
    records.some((record) => pick(record) !== null);
  const shown = {
    code: has(({ code }) => code),
    kind: has(({ kind }) => kind),
    price: has(({ amount }) => amount),
    balance: has(({ balance }) => balance),
  };
  return (
    <>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {shown.code ? (
            <th scope="col" className="max-sm:hidden">
              Code
            </th>
          ) : null}
          {shown.kind ? (
            <th scope="col" className="max-md:hidden">
              {" "}
              Type{" "}
            </th>
          ) : null}
          {shown.price ? (
            <th scope="col" className="num max-md:hidden">
              Price
            </th>
          ) : null}
          {shown.balance ? (
            <th scope="col" className="num">
              Balance
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {records.map((record, index) => (
          <tr key={record.sourceId} className="row-link relative" data-selected={index === lit || undefined}>
            <th scope="row">
              <RowLink companyId={companyId} record={record} words={record.title} />
              {record.memo === null ? null : (
                <span className="block text-[0.86rem] font-normal text-ink-faint">in {record.memo}</span>
              )}
              <span className="block font-normal">
                <RecordMarks record={record} />
              </span>
            </th>
            {shown.code ? (
              <td className="whitespace-nowrap max-sm:hidden">{record.code ?? <Blank />}</td>
            ) : null}
            {shown.kind ? <td className="max-md:hidden">{describeKind(record.kind) ?? <Blank />}</td> : null}
            {shown.price ? (
              <td className="num max-md:hidden">
                <Amount record={record} amount={record.amount} homeCurrency={homeCurrency} />
              </td>
            ) : null}
            {shown.balance ? (
              <td className="num">
                <Amount record={record} amount={record.balance} homeCurrency={homeCurrency} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </>
  );
}

interface RowLinkProps {
  readonly companyId: string;
  readonly record: RecordSummary;
  readonly words: string;
}

function RowLink({ companyId, record, words }: RowLinkProps) {
  const reference = { recordType: record.recordType, sourceId: record.sourceId, name: null };
  return (
    <Link href={recordAddress(companyId, reference) ?? ""} className="after:absolute after:inset-0">
      {words === "" ? <span className="font-normal text-ink-soft">ID {record.sourceId}</span> : words}
    </Link>
  );
}

interface AmountProps {
  readonly record: RecordSummary;
  readonly amount: string | null;
  readonly homeCurrency: string | null;
}

/** The currency is named only where it is not the company's own. */
function Amount({ record, amount, homeCurrency }: AmountProps) {
  const foreign = record.currency !== null && homeCurrency !== null && record.currency !== homeCurrency;
  return (
    <>
      {foreign && amount !== null ? <span className="mr-1.5 text-ink-faint">{record.currency}</span> : null}
      <Money amount={amount} currency={record.currency} />
    </>
  );
}
