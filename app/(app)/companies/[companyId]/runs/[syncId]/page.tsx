import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";

import { RunDetail } from "#components/runs/run-detail.tsx";
import { everyone } from "#lib/core/role.ts";
import { companyParams, syncParams } from "#lib/contracts/inputs/params.ts";
import { orNotFound } from "#lib/http/or-not-found.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";
import { getSyncRun } from "#lib/companies/runs/get-sync-run.ts";

export const metadata: Metadata = { title: "Sync" };

export default page(
  { roles: everyone, path: "/companies/[companyId]/runs/[syncId]", company: "params.companyId" },
  { params: companyParams.extend(syncParams.shape) },
  async ({ actor, params: { companyId, syncId } }) => {
    const [company, run] = await Promise.all([
      getCompany(actor, companyId),
      orNotFound(getSyncRun(actor, syncId)),
    ]);
    if (run.companyId !== company.id) notFound();
    return (
      <>
        <Link
          href={`/companies/${companyId}/runs`}
          className="mb-1 inline-flex items-center gap-1 text-ink-soft hover:text-ink"
        >
          <ChevronLeft size={15} aria-hidden />
          Syncs
        </Link>
        <RunDetail initial={run} company={company} />
      </>
    );
  },
);
