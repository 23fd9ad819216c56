import type { Metadata } from "next";

import { SettingsForm } from "#components/company-settings/settings-form.tsx";
import { everyone } from "#lib/core/role.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { allTimeZones } from "#lib/core/time-zone.ts";
import { page } from "#lib/http/page.ts";
import { getCompany } from "#lib/companies/get-company.ts";

export const metadata: Metadata = { title: "Sync settings" };

export default page(
  { roles: everyone, path: "/companies/[companyId]/settings", company: "params.companyId" },
  { params: companyParams },
  async ({ actor, params: { companyId } }) => {
    const company = await getCompany(actor, companyId);
    const zones = new Set([company.timeZone, ...allTimeZones()]);
    return (
      <>
        <h1 className="mb-4 text-[1.15rem]!">Sync settings</h1>
        <SettingsForm company={company} timeZones={[...zones].toSorted()} />
      </>
    );
  },
);
