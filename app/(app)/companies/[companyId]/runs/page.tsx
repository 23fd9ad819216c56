import type { Metadata } from "next";

import { RunList } from "#components/runs/run-list.tsx";
import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { syncRunsQuery } from "#lib/contracts/sync-run.ts";
import { page } from "#lib/http/page.ts";
import { listSyncRuns } from "#lib/companies/runs/list-sync-runs.ts";

export const metadata: Metadata = { title: "Syncs" };

export default page(
  { roles: everyone, path: "/companies/[companyId]/runs", company: "params.companyId" },
  { params: companyParams, query: syncRunsQuery },
  async ({ actor, params: { companyId }, query }) => (
    <>
      <h1 className="mb-4 text-[1.15rem]!">Syncs</h1>
      <RunList
        companyId={companyId}
        initial={await listSyncRuns(actor, companyId, query)}
        initialQuery={{ state: query.state ?? null, before: query.before ?? null }}
      />
    </>
  ),
);
