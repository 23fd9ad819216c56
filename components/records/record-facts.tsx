import type { ReactNode } from "react";

import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { RecordDetail } from "#lib/contracts/records.ts";
import { formatDay } from "../format/times.ts";
import { Money } from "../ui/money.tsx";
import { Time } from "../ui/time.tsx";
import { describeKind } from "./kind-labels.ts";
import { ReferenceLink } from "./reference-link.tsx";

export interface RecordFactsProps {
  readonly companyId: string;
  readonly homeCurrency: string | null;
  readonly record: RecordDetail;
}

/** What a document's accounts are to it: where the money comes from, and where it goes. */
const accountLabels: Partial<Record<RecordType, readonly [string, string?]>> = {
  transfer: ["From", "To"],
  credit_card_payment: ["Paid from", "Credit card"],
  deposit: ["Deposited to"],
  payment: ["Deposited to"],
  sales_receipt: ["Deposited to"],
  refund_receipt: ["Refunded from"],
  bill_payment: ["Paid from"],
};

/** The header of a record: only what it has. */
export function RecordFacts({ companyId, homeCurrency, record }: RecordFactsProps) {
  const { currency } = record;
  const money = (amount: string | null, of = currency) =>
    amount === null ? null : <Money amount={amount} currency={of} />;
  const link = (reference: RecordDetail["account"]) =>
    reference === null ? null : <ReferenceLink companyId={companyId} reference={reference} />;
  const isForeign =
    record.exchangeRate !== null && record.currency !== null && record.currency !== homeCurrency;
  const isTransaction = recordTypes[record.recordType].shape === "transaction";
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Date", record.date === null ? null : formatDay(record.date)],
    ["Due", record.dueOn === null ? null : formatDay(record.dueOn)],
    ["Name", link(record.partyReference)],
    ["Customer", link(record.workedForReference)],
    [accountLabels[record.recordType]?.[0] ?? "Account", link(record.account)],
    [accountLabels[record.recordType]?.[1] ?? "Other account", link(record.otherAccount)],
    ["Location", link(record.department)],
    ["Paid by", record.paymentType],
    ["Part of", link(record.parent)],
    ["Merged into", link(record.mergedInto)],
    ["Code", record.code],
    ["Type", isTransaction ? null : describeKind(record.kind)],
    ["Classification", record.classification],
    ["Email", record.email],
    ["Phone", record.phone],
    ["Hourly rate", money(record.hourlyRate)],
    ["Price", money(record.unitPrice)],
    ["On hand", record.quantityOnHand],
    ["Currency", record.currency],
    ["Exchange rate", isForeign ? record.exchangeRate : null],
    ["Memo", isTransaction ? record.memo : null],
    ["Changed in QuickBooks", <Time key="updated" at={record.updatedAt} />],
    ["Imported", <Time key="taken" at={record.importedAt} />],
    ["Deleted in QuickBooks", record.deletedAt === null ? null : <Time at={record.deletedAt} />],
    ["Voided", record.voidedAt === null ? null : <Time at={record.voidedAt} />],
    ["QuickBooks ID", record.sourceId],
  ];
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["Total", isTransaction ? money(record.amount) : null],
    ["Hours", record.hours],
    ["Tax", isTransaction ? money(record.taxAmount) : null],
    ["Cash back", record.cashBack === null ? null : money(record.cashBack.amount)],
    ["Open balance", isTransaction ? money(record.balance) : null],
    ["Balance", isTransaction ? null : money(record.balance)],
    [`In ${homeCurrency ?? "home currency"}`, isForeign ? money(record.homeAmount, homeCurrency) : null],
  ];
  return (
    <section
      aria-label="Header"
      className="card flex flex-col gap-5 p-5 lg:flex-row-reverse lg:justify-between"
    >
      <dl className="flex shrink-0 flex-wrap content-start gap-x-8 gap-y-3 lg:max-w-xs lg:justify-end lg:text-right">
        {figures.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt className="text-[0.86rem] text-ink-faint">{name}</dt>
              <dd className="text-[1.3rem] font-semibold tracking-tight">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <dl className="grid flex-1 grid-cols-2 gap-x-8 gap-y-3 xl:grid-cols-3">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="min-w-0">
              <dt className="text-[0.86rem] text-ink-faint">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
