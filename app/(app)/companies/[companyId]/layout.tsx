import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { CompanyTabs } from "#components/company/company-tabs.tsx";
import { findCurrentPerson } from "#lib/auth/sessions/find-current-person.ts";
import { companyParams } from "#lib/contracts/inputs/params.ts";
import { findCompanyName } from "#lib/companies/find-company-name.ts";

interface CompanyLayoutProps {
  readonly params: Promise<{ readonly companyId: string }>;
  readonly children: ReactNode;
}

export default async function CompanyLayout({ params, children }: CompanyLayoutProps) {
  const [actor, parsed] = [await findCurrentPerson(), companyParams.safeParse(await params)];
  const name = actor && parsed.success ? await findCompanyName(actor, parsed.data.companyId) : null;
  // The page itself answers for what is not there, or not for this person.
  if (name === null || !parsed.success) return children;
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 flex items-center gap-1 text-ink-faint">
        <Link href="/" className="hover:text-ink">
          Companies
        </Link>
        <ChevronRight size={14} aria-hidden />
        <span aria-current="location" className="truncate">
          {name}
        </span>
      </nav>
      <div className="mb-6">
        <p className="mb-2 text-[1.5rem] leading-tight font-semibold tracking-tight">{name}</p>
        <CompanyTabs companyId={parsed.data.companyId} />
      </div>
      {children}
    </>
  );
}
