import type { Metadata } from "next";

import { RecordBrowser } from "#components/records/record-browser.tsx";
import { everyone } from "#lib/core/role.ts";
import { recordTypes } from "#lib/books/record-type.ts";
import { recordTypeParams } from "#lib/contracts/inputs/params.ts";
import { recordsQuery } from "#lib/contracts/records.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { listRecords } from "#lib/records/list-records.ts";

export const metadata: Metadata = { title: "Records" };

export default page(
  { roles: everyone, path: "/companies/[companyId]/records/[recordType]", company: "params.companyId" },
  { params: recordTypeParams, query: recordsQuery },
  async ({ actor, params: { companyId, recordType }, query }) => {
    const [company, records] = await Promise.all([
      getCompany(actor, companyId),
      listRecords(actor, companyId, recordType, query),
    ]);
    return (
      <>
        <h1 className="mb-4 text-[1.15rem]!">{recordTypes[recordType].plural}</h1>
        <RecordBrowser
          // Another type is another list: its rows and the lit one start anew.
          key={recordType}
          companyId={companyId}
          recordType={recordType}
          homeCurrency={company.homeCurrency}
          types={company.types
            .filter((type) => type.offered !== false || type.recordType === recordType)
            .map((type) => ({ recordType: type.recordType, count: type.liveCount }))}
          notOfferedWhy={company.types.find((type) => type.recordType === recordType)?.notOfferedWhy ?? null}
          initial={records}
          initialQuery={query}
        />
      </>
    );
  },
);
