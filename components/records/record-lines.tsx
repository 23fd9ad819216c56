import { recordTypes } from "../../lib/books/record-type.ts";
import type { RecordDetail, RecordLine, RecordLink } from "../../lib/contracts/records.ts";
import { formatCount } from "../format/figures.ts";
import { Blank, Money } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { ReferenceLink } from "./reference-link.tsx";

export interface RecordLinesProps {
  readonly companyId: string;
  readonly record: RecordDetail;
  readonly homeCurrency: string | null;
}

/** Subtotals, groups and the like carry a word instead of an item or an account. */
const plainKinds: Readonly<Record<string, string>> = {
  SubTotalLineDetail: "Subtotal",
  DescriptionOnly: "Text",
  DiscountLineDetail: "Discount",
  GroupLineDetail: "Group",
  TaxLineDetail: "Tax",
};

export function RecordLines({ companyId, record, homeCurrency }: RecordLinesProps) {
  const { lines } = record;
  if (lines.length === 0) return null;
  const currency = record.currency ?? homeCurrency;
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
              <th scope="col">For</th>
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
            {lines.map((line) => (
              <tr key={line.position}>
                <th scope="row">
                  <LineSubject
                    companyId={companyId}
                    line={line}
                    link={record.links.find(({ linePosition }) => linePosition === line.position)}
                  />
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
        </table>
      </ScrollTable>
    </section>
  );
}

interface LineSubjectProps {
  readonly companyId: string;
  readonly line: RecordLine;
  /** What a line of a payment or a deposit is about, which has neither item nor account. */
  readonly link: RecordLink | undefined;
}

function LineSubject({ companyId, line, link }: LineSubjectProps) {
  const subject = line.item ?? line.account;
  if (subject === null && link !== undefined) {
    const { recordType, name } = link.other;
    const type = recordType === null ? link.linkedAs : recordTypes[recordType].singular;
    const other = { ...link.other, name: name === null ? null : `${type} ${name}` };
    return <ReferenceLink companyId={companyId} reference={other} fallback={`${type} with id`} />;
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
    </>
  );
}

function trim(quantity: string): string {
  return quantity.includes(".") ? quantity.replace(/\.?0+$/, "") : quantity;
}
