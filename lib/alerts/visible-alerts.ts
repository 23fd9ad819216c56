import { companiesVisibleTo, companyVisibleSql, firmSql } from "#lib/auth/visible-companies.ts";
import { seesEveryCompany } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { Prisma } from "#lib/db/prisma.ts";

/** For SQL: alerts on the person's companies; those on the firm as a whole for owners and admins. */
export function alertVisibleSql(actor: PersonActor): string {
  const ofFirm = seesEveryCompany(actor.role) ? "a.company_id IS NULL OR" : "";
  const ofCompanies = `(a.company_id IS NOT NULL AND ${companyVisibleSql(actor, "a.company_id")})`;
  return `(a.organization_id = ${firmSql(actor)} AND (${ofFirm} ${ofCompanies}))`;
}

/** The same for Prisma. */
export function alertsVisibleTo(actor: PersonActor): Prisma.AlertWhereInput {
  const ofFirm = { organizationId: actor.organizationId };
  return seesEveryCompany(actor.role) ? ofFirm : { ...ofFirm, company: companiesVisibleTo(actor) };
}
