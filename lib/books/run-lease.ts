import type { CompanyId, OrganizationId, SyncId } from "#lib/core/ids.ts";

/** The right to write a company's books: held by one attempt of one run at a time. */
export interface RunLease {
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
  readonly syncId: SyncId;
  readonly leaseToken: string;
}
