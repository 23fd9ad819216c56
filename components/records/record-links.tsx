"use client";

import { useState } from "react";

import type { RecordDetail, RecordLink } from "#lib/contracts/records.ts";
import { formatCount } from "../format/figures.ts";
import { sumAmounts } from "../format/sum-amounts.ts";
import { Money } from "../ui/money.tsx";
import { firstRows, MoreRows } from "../ui/more-rows.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { linkLabels } from "./link-labels.ts";
import { ReferenceLink } from "./reference-link.tsx";

export interface RecordLinksProps {
  readonly companyId: string;
  readonly record: Pick<RecordDetail, "links" | "currency">;
}

/** Payments of this invoice, bills that this payment pays, and so on, both ways. */
export function RecordLinks({ companyId, record }: RecordLinksProps) {
  const [most, setMost] = useState(firstRows);
  if (record.links.length === 0) return null;
  const links = oncePerRecord(record.links);
  return (
    <section className="flex flex-col gap-3" aria-labelledby="links">
      <h2 id="links">
        Linked to <span className="font-normal text-ink-faint">{formatCount(links.length)}</span>
      </h2>
      <ScrollTable label="Linked records">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Linked from</th>
              <th scope="col" className="num">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {links.slice(0, most).map(({ link, amount, statedBy }) => (
              <tr key={`${link.linkedAs} ${link.other.sourceId}`}>
                <th scope="row">
                  <ReferenceLink companyId={companyId} {...linkLabels(link)} />
                </th>
                <td className="text-ink-soft">{statedBy}</td>
                <td className="num">
                  <Money amount={amount} currency={record.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <MoreRows
        shown={most}
        total={links.length}
        what="linked records"
        onShowAll={() => setMost(links.length)}
      />
    </section>
  );
}

interface ShownLink {
  readonly link: RecordLink;
  readonly amount: string | null;
  readonly statedBy: string;
}

/**
 * Most links are stated by both records: one row then, with the figure of whichever gives one. Several lines
 * of a payment may pay the same invoice: the row has what they come to.
 */
function oncePerRecord(links: readonly RecordLink[]): readonly ShownLink[] {
  const groups = Map.groupBy(
    links,
    ({ other, linkedAs }) => `${other.recordType ?? linkedAs} ${other.sourceId}`,
  );
  return [...groups.values()].flatMap((group): ShownLink[] => {
    const link = group.find(({ amount }) => amount !== null) ?? group[0];
    if (!link) return [];
    const isMutual = new Set(group.map(({ direction }) => direction)).size === 2;
    const one = link.direction === "outgoing" ? "This record" : "The other record";
    const amounts = group.flatMap(({ direction, amount }) =>
      direction === link.direction && amount !== null ? [amount] : [],
    );
    const amount = amounts.length === 0 ? null : sumAmounts(amounts);
    return [{ link, amount, statedBy: isMutual ? "Both records" : one }];
  });
}
