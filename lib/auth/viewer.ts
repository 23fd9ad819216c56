import type { Prisma } from "../../prisma/generated/client.ts";
import { AppError } from "../core/app-error.ts";
import { isUuid, type OrganizationId, type SessionId, type UserId } from "../core/ids.ts";
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

/** Condition on Company for Prisma. Inside `firmModels(viewer.organizationId, …)`. */
export function companiesVisibleTo(viewer: Viewer): Prisma.CompanyWhereInput {
  const ofFirm = { organizationId: viewer.organizationId };
  if (seesEveryCompany(viewer.role)) return ofFirm;
  return { ...ofFirm, access: { some: { membershipId: viewer.membershipId } } };
}

/**
 * The same condition for SQL of one's own, inside `asFirm(viewer.organizationId, …)`. It takes no
 * parameters, so it fits into any statement: `WHERE ${companyVisibleSql(viewer, "c.id")}`.
 *
 * @param column A column's name from our own source, never from a request.
 */
export function companyVisibleSql(viewer: Viewer, column: string): string {
  if (seesEveryCompany(viewer.role)) return "TRUE";
  // Written into SQL, so it is checked right here, wherever the viewer came from.
  if (!isUuid(viewer.membershipId)) throw new AppError("internal", "a membership's id is not a uuid");
  return `EXISTS (SELECT FROM company_access WHERE company_access.company_id = ${column}
    AND company_access.membership_id = '${viewer.membershipId}')`;
}
