import type { Metadata } from "next";

import { Account } from "#components/account/account.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { everyone } from "#lib/core/role.ts";
import { page } from "#lib/http/page.ts";

export const metadata: Metadata = { title: "Your account" };

export default page({ roles: everyone, path: "/account" }, {}, () => (
  <>
    <PageHeader title="Your account" />
    <Account />
  </>
));
