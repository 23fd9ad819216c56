// Which companies an actor sees, as a condition: a person by their role and what they were given, a key by
// what it was limited to.

import type { Prisma } from "#lib/db/prisma.ts";
import { AppError } from "#lib/core/app-error.ts";
import type { Actor } from "#lib/core/actor.ts";
import { isUuid } from "#lib/core/ids.ts";
import { seesEveryCompany } from "#lib/core/role.ts";

/** Condition on Company for Prisma. Inside `tenantModels(actor.organizationId, …)`. */
export function companiesVisibleTo(actor: Actor): Prisma.CompanyWhereInput {
  const ofFirm = { organizationId: actor.organizationId };
  if (seesWholeFirm(actor)) return ofFirm;
  if (actor.kind === "key") return { ...ofFirm, id: { in: [...(actor.companyIds ?? [])] } };
  return { ...ofFirm, access: { some: { ...ofFirm, membershipId: actor.membershipId } } };
}

/**
 * The same condition for SQL of one's own, inside `withTenant(actor.organizationId, …)`. It takes no
 * parameters, so it fits into any statement: `WHERE ${companyVisibleSql(actor, "c.id")}`. It names the
 * firm, too, by the organization_id that stands beside the column.
 *
 * @param column A column's name from our own source, never from a request.
 */
export function companyVisibleSql(actor: Actor, column: string): string {
  const ofFirm = `${column.replace(/\w+$/, "organization_id")} = ${firmSql(actor)}`;
  if (seesWholeFirm(actor)) return ofFirm;
  if (actor.kind === "key") return `(${ofFirm} AND ${column} = ANY (${listSql(actor.companyIds ?? [])}))`;
  return `(${ofFirm} AND EXISTS (SELECT FROM company_access WHERE company_access.company_id = ${column}
    AND company_access.membership_id = ${literal(actor.membershipId)}
    AND company_access.organization_id = ${firmSql(actor)}))`;
}

/** The actor's firm as it stands in SQL, for statements put together from parts. */
export function firmSql(actor: Actor): string {
  return literal(actor.organizationId);
}

function seesWholeFirm(actor: Actor): boolean {
  return actor.kind === "key" ? actor.companyIds === null : seesEveryCompany(actor.role);
}

function listSql(ids: readonly string[]): string {
  return `ARRAY[${ids.map(literal).join(", ")}]::uuid[]`;
}

/** Written into SQL, so it is checked right here, wherever the actor came from. */
function literal(id: string): string {
  if (!isUuid(id)) throw new AppError("internal", "an id of an actor is not a uuid");
  return `'${id}'`;
}
