import { recordTypes } from "../../lib/books/record-type.ts";
import type { RecordDetail } from "../../lib/contracts/records.ts";
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
            {record.links.map((link, index) => {
              const { recordType, name } = link.other;
              const type = recordType === null ? link.linkedAs : recordTypes[recordType].singular;
              return (
                <tr key={index}>
                  <th scope="row">
                    <ReferenceLink
                      companyId={companyId}
                      reference={{ ...link.other, name: name === null ? null : `${type} ${name}` }}
                      fallback={`${type} with id`}
                    />
                  </th>
                  <td className="text-ink-soft">
                    {link.direction === "outgoing" ? "This record" : "The other record"}
                  </td>
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
