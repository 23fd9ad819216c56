import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";

export const metadata: Metadata = { title: "Records" };

/** The type that a company has most of is where people look first. */
export default page(
  { roles: everyone, path: "/companies/[companyId]/records", company: "params.companyId" },
  { params: companyParams },
  async ({ actor, params: { companyId } }) => {
    const { types } = await getCompany(actor, companyId);
    const fullest = types.toSorted((left, right) => (right.liveCount ?? 0) - (left.liveCount ?? 0))[0];
    redirect(`/companies/${companyId}/records/${fullest?.recordType ?? "invoice"}`);
  },
);
