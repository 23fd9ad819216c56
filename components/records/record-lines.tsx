"use client";

import { useState } from "react";

import type { RecordDetail, RecordLine, RecordLink } from "#lib/contracts/records.ts";
import { formatCount } from "../format/figures.ts";
import { Blank, Money } from "../ui/money.tsx";
import { firstRows, MoreRows } from "../ui/more-rows.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { CashBackRows } from "./cash-back-rows.tsx";
import { linkLabels } from "./link-labels.ts";
import { ReferenceLink } from "./reference-link.tsx";

export interface RecordLinesProps {
  readonly companyId: string;
  readonly record: Pick<RecordDetail, "lines" | "links" | "currency" | "cashBack" | "amount">;
}

/** Subtotals, groups and the like carry a word instead of an item or an account. */
const plainKinds: Readonly<Record<string, string>> = {
  SubTotalLineDetail: "Subtotal",
  DescriptionOnly: "Text",
  DiscountLineDetail: "Discount",
  GroupLineDetail: "Group",
  TaxLineDetail: "Tax",
};

export function RecordLines({ companyId, record }: RecordLinesProps) {
  const [most, setMost] = useState(firstRows);
  const { lines, currency, cashBack } = record;
  if (lines.length === 0) return null;
  const linksOf = Map.groupBy(record.links, ({ linePosition }) => linePosition);
  const has = (pick: (line: RecordLine) => unknown) => lines.some((line) => pick(line) !== null);
  const sided = has((line) => line.side);
  const columns = {
    party: has((line) => line.party),
    class: has((line) => line.class),
    department: has((line) => line.department),
    quantity: has((line) => line.quantity),
  };
  const head = (shown: boolean, words: string, figures = false) =>
    shown ? (
      <th scope="col" className={figures ? "num" : undefined}>
        {words}
      </th>
    ) : null;
  return (
    <section className="flex flex-col gap-3" aria-labelledby="lines">
      <h2 id="lines">
        Lines <span className="font-normal text-ink-faint">{formatCount(lines.length)}</span>
      </h2>
      <ScrollTable label="Lines">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Item or account</th>
              <th scope="col">Description</th>
              {head(columns.party, "Name")}
              {head(columns.class, "Class")}
              {head(columns.department, "Location")}
              {head(columns.quantity, "Quantity", true)}
              {head(columns.quantity, "Price", true)}
              {sided ? head(true, "Debit", true) : null}
              {head(true, sided ? "Credit" : "Amount", true)}
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, most).map((line) => (
              <tr key={line.position}>
                <th scope="row">
                  <LineSubject companyId={companyId} line={line} links={linksOf.get(line.position) ?? []} />
                </th>
                <td className="max-w-96 min-w-40">{line.description ?? <Blank />}</td>
                {columns.party ? (
                  <td>{<ReferenceLink companyId={companyId} reference={line.party} />}</td>
                ) : null}
                {columns.class ? (
                  <td>{<ReferenceLink companyId={companyId} reference={line.class} />}</td>
                ) : null}
                {columns.department ? (
                  <td>{<ReferenceLink companyId={companyId} reference={line.department} />}</td>
                ) : null}
                {columns.quantity ? (
                  <td className="num">{line.quantity === null ? <Blank /> : trim(line.quantity)}</td>
                ) : null}
                {columns.quantity ? (
                  <td className="num">
                    <Money amount={line.unitPrice} currency={currency} />
                  </td>
                ) : null}
                {sided ? (
                  <td className="num">
                    {line.side === "debit" ? <Money amount={line.amount} currency={currency} /> : null}
                  </td>
                ) : null}
                <td className="num">
                  {sided && line.side !== "credit" ? null : (
                    <Money amount={line.amount} currency={currency} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          {cashBack === null ? null : (
            <CashBackRows
              companyId={companyId}
              cashBack={cashBack}
              total={record.amount}
              currency={currency}
              columns={3 + Object.values(columns).filter(Boolean).length + (columns.quantity ? 1 : 0)}
            />
          )}
        </table>
      </ScrollTable>
      <MoreRows shown={most} total={lines.length} what="lines" onShowAll={() => setMost(lines.length)} />
    </section>
  );
}

interface LineSubjectProps {
  readonly companyId: string;
  readonly line: RecordLine;
  /** What a line of a payment or a deposit is about; one may carry several. */
  readonly links: readonly RecordLink[];
}

function LineSubject({ companyId, line, links }: LineSubjectProps) {
  const subject = line.item ?? line.account;
  if (subject === null && links.length > 0) {
    return (
      <ul>
        {links.map((link) => (
          <li key={`${link.linkedAs} ${link.other.sourceId}`}>
            <ReferenceLink companyId={companyId} {...linkLabels(link)} />
          </li>
        ))}
      </ul>
    );
  }
  if (subject === null) {
    return <span className="font-normal text-ink-soft">{plainKinds[line.detailType] ?? "–"}</span>;
  }
  return (
    <>
      <ReferenceLink companyId={companyId} reference={subject} fallback={line.item ? "Item" : "Account"} />
      {line.item && line.account ? (
        <span className="block text-[0.86rem] font-normal text-ink-faint">
          {line.account.name ?? `Account ${line.account.sourceId}`}
        </span>
      ) : null}
      {links.map((link) => (
        <span
          key={`${link.linkedAs} ${link.other.sourceId}`}
          className="block text-[0.86rem] font-normal text-ink-faint"
        >
          from <ReferenceLink companyId={companyId} {...linkLabels(link)} />
        </span>
      ))}
    </>
  );
}

function trim(quantity: string): string {
  return quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity;
}
