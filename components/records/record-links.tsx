import { recordTypes } from "../../lib/books/record-type.ts";
import type { RecordDetail, RecordLink } from "../../lib/contracts/records.ts";
import { Money } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { ReferenceLink } from "./reference-link.tsx";

export interface RecordLinksProps {
  readonly companyId: string;
  readonly record: RecordDetail;
  readonly homeCurrency: string | null;
}

/** Payments of this invoice, bills that this payment pays, and so on, both ways. */
export function RecordLinks({ companyId, record, homeCurrency }: RecordLinksProps) {
  if (record.links.length === 0) return null;
  return (
    <section className="flex flex-col gap-3" aria-labelledby="links">
      <h2 id="links">Linked to</h2>
      <ScrollTable label="Linked records">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Said by</th>
              <th scope="col" className="num">
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {oncePerRecord(record.links).map(({ link, saidBy }) => {
              const { recordType, name } = link.other;
              const type = recordType === null ? link.linkedAs : recordTypes[recordType].singular;
              return (
                <tr key={`${link.linkedAs} ${link.other.sourceId}`}>
                  <th scope="row">
                    <ReferenceLink
                      companyId={companyId}
                      reference={{ ...link.other, name: name === null ? null : `${type} ${name}` }}
                      fallback={`${type} with id`}
                    />
                  </th>
                  <td className="text-ink-soft">{saidBy}</td>
                  <td className="num">
                    <Money amount={link.amount} currency={record.currency ?? homeCurrency} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollTable>
    </section>
  );
}

interface ShownLink {
  readonly link: RecordLink;
  readonly saidBy: string;
}

/** Most links are said by both records: one row then, with the figure of whichever gives one. */
function oncePerRecord(links: readonly RecordLink[]): readonly ShownLink[] {
  const groups = Map.groupBy(links, ({ other }) => `${other.recordType ?? ""} ${other.sourceId}`);
  return [...groups.values()].flatMap((group): ShownLink[] => {
    const link = group.find(({ amount }) => amount !== null) ?? group[0];
    if (!link) return [];
    const isMutual = new Set(group.map(({ direction }) => direction)).size === 2;
    const one = link.direction === "outgoing" ? "This record" : "The other record";
    return [{ link, saidBy: isMutual ? "Both records" : one }];
  });
}
