import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";

import { RecordAdjustments } from "#components/records/record-adjustments.tsx";
import { RecordFacts } from "#components/records/record-facts.tsx";
import { RecordHistory } from "#components/records/record-history.tsx";
import { RecordLines } from "#components/records/record-lines.tsx";
import { RecordLinks } from "#components/records/record-links.tsx";
import { RecordMarks } from "#components/records/record-marks.tsx";
import { recordTitle } from "#components/records/record-address.ts";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { everyone } from "#lib/core/role.ts";
import { recordTypes } from "#lib/books/record-type.ts";
import { recordParams } from "#lib/contracts/inputs/params.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { page } from "#lib/http/page.ts";
import { getHomeCurrency } from "#lib/companies/get-home-currency.ts";
import { getRecord } from "#lib/records/get-record.ts";

export const metadata: Metadata = { title: "Record" };

export default page(
  {
    roles: everyone,
    path: "/companies/[companyId]/records/[recordType]/[sourceId]",
    company: "params.companyId",
  },
  { params: recordParams },
  async ({ actor, params: { companyId, recordType, sourceId } }) => {
    const [homeCurrency, record] = await Promise.all([
      getHomeCurrency(actor, companyId),
      orNotFound(getRecord(actor, companyId, recordType, sourceId)),
    ]);
    const { lines, links, currency, cashBack, amount } = record;
    return (
      <div className="flex flex-col gap-6">
        <div>
          <Link
            href={`/companies/${companyId}/records/${recordType}`}
            className="inline-flex items-center gap-1 text-ink-soft hover:text-ink"
          >
            <ChevronLeft size={15} aria-hidden />
            {recordTypes[recordType].plural}
          </Link>
          <h1 className="mt-1 flex flex-wrap items-center gap-3">
            {recordTitle(record)}
            <span className="text-[1rem] font-normal tracking-normal">
              <RecordMarks record={record} chip />
            </span>
          </h1>
        </div>
        <RecordFacts companyId={companyId} record={record} homeCurrency={homeCurrency} />
        <RecordLines companyId={companyId} record={{ lines, links, currency, cashBack, amount }} />
        <RecordLinks companyId={companyId} record={{ links, currency }} />
        <RecordHistory companyId={companyId} record={record} />
        <RecordAdjustments record={record} />
        <Disclosure title="Original data" aside="as QuickBooks sent it">
          <JsonView value={record.source} label="Original data" />
        </Disclosure>
      </div>
    );
  },
);
