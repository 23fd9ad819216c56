import type { Prisma } from "#lib/db/prisma.ts";
import { AppError } from "#lib/core/app-error.ts";
import { isUuid, type OrganizationId, type SessionId, type UserId } from "#lib/core/ids.ts";
import { seesEveryCompany, type Role } from "./roles.ts";

/** The person behind a request, as of this request: role and session were just read. */
export interface Viewer {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  readonly organizationName: string;
  readonly membershipId: string;
  readonly role: Role;
  readonly sessionId: SessionId;
  readonly name: string;
  readonly email: string;
}

/** Condition on Company for Prisma. Inside `tenantModels(viewer.organizationId, …)`. */
export function companiesVisibleTo(viewer: Viewer): Prisma.CompanyWhereInput {
  const ofFirm = { organizationId: viewer.organizationId };
  if (seesEveryCompany(viewer.role)) return ofFirm;
  return { ...ofFirm, access: { some: { ...ofFirm, membershipId: viewer.membershipId } } };
}

/**
 * The same condition for SQL of one's own, inside `withTenant(viewer.organizationId, …)`. It takes no
 * parameters, so it fits into any statement: `WHERE ${companyVisibleSql(viewer, "c.id")}`. It names the
 * firm, too, by the organization_id that stands beside the column.
 *
 * @param column A column's name from our own source, never from a request.
 */
export function companyVisibleSql(viewer: Viewer, column: string): string {
  const ofFirm = `${column.replace(/\w+$/, "organization_id")} = ${firmSql(viewer)}`;
  if (seesEveryCompany(viewer.role)) return ofFirm;
  return `(${ofFirm} AND EXISTS (SELECT FROM company_access WHERE company_access.company_id = ${column}
    AND company_access.membership_id = ${literal(viewer.membershipId)}
    AND company_access.organization_id = ${firmSql(viewer)}))`;
}

/** The viewer's firm as it stands in SQL, for statements put together from parts. */
export function firmSql(viewer: Viewer): string {
  return literal(viewer.organizationId);
}

/** Written into SQL, so it is checked right here, wherever the viewer came from. */
function literal(id: string): string {
  if (!isUuid(id)) throw new AppError("internal", "an id of a viewer is not a uuid");
  return `'${id}'`;
}
