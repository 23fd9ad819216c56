// A check of a company is made once for all who ask at the same time, in whatever process, and told again for a
// few seconds as long as nothing has changed. Each would cost the same requests to QuickBooks, each count metered.

import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { z } from "zod";

import { companyCheck } from "#lib/contracts/check.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { shareUnderWay } from "#lib/core/share-under-way.ts";
import { withTenant } from "#lib/db/scope.ts";
import { findCompanyHealth } from "#lib/store/company/company-health.ts";
import { claimCheck, endCheck, findLastCheck } from "#lib/store/company/last-check.ts";
import { checkCompany, countOurs, type CheckDependencies, type CompanyCheck } from "./check-company.ts";

/** Nobody's books get out of step in less without a trace on our side. */
const reuseForMs = 15_000;
const lookEveryMs = 300;
/** As long as a person would wait for QuickBooks itself. */
const longestWaitMs = 150_000;

const stored = companyCheck.extend({
  checkedAt: z.iso.datetime().transform((text) => new Date(text)),
  timeZone: z.string(),
});

/** Of this process; those of other processes are in the company's row. */
const underWay = new Map<CompanyId, Promise<CompanyCheck>>();

/** As {@link checkCompany}, whose answer may be that of somebody else's who asked just before. */
export function sharedCheck(
  organizationId: OrganizationId,
  companyId: CompanyId,
  dependencies: CheckDependencies,
): Promise<CompanyCheck> {
  return shareUnderWay(underWay, companyId, () => checkOrWait(organizationId, companyId, dependencies));
}

async function checkOrWait(
  organizationId: OrganizationId,
  companyId: CompanyId,
  dependencies: CheckDependencies,
): Promise<CompanyCheck> {
  const askedAt = performance.now();
  for (;;) {
    const last = await withTenant(organizationId, (sql) => findLastCheck(sql, companyId));
    const waitedMs = performance.now() - askedAt;
    if (last && last.ageMs < Math.max(waitedMs, reuseForMs)) {
      const check = stored.safeParse(last.check);
      // One that was made while we waited is what we asked for; an older one only if it would say the same.
      const isOurs = last.ageMs < waitedMs || last.basis === (await basisOf(organizationId, companyId));
      if (check.success && isOurs) return check.data;
    }
    if (await withTenant(organizationId, (sql) => claimCheck(sql, companyId))) {
      return checkAndStore(organizationId, companyId, dependencies);
    }
    if (waitedMs > longestWaitMs) throw new AppError("quickbooks.timeout", "a check takes too long");
    await delay(lookEveryMs);
  }
}

async function checkAndStore(
  organizationId: OrganizationId,
  companyId: CompanyId,
  dependencies: CheckDependencies,
): Promise<CompanyCheck> {
  let found: { readonly basis: string; readonly check: CompanyCheck } | null = null;
  try {
    const check = await checkCompany(organizationId, companyId, dependencies);
    // What was not good is looked at anew by whoever asks next: most of it is put right by then.
    found = { basis: check.isGood ? await basisOf(organizationId, companyId) : "", check };
    return check;
  } finally {
    await withTenant(organizationId, (sql) => endCheck(sql, companyId, found));
  }
}

/** All that a check says of our side, in short. */
async function basisOf(organizationId: OrganizationId, companyId: CompanyId): Promise<string> {
  const health = await withTenant(organizationId, (sql) => findCompanyHealth(sql, companyId));
  const counts = await countOurs(organizationId, companyId, health);
  const facts = JSON.stringify([health, [...counts].sort()]);
  return createHash("sha256").update(facts).digest("base64url");
}
