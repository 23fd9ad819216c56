import { companiesVisibleTo } from "#lib/auth/visible-companies.ts";
import type { Actor } from "#lib/core/actor.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { tenantModels } from "#lib/db/scope.ts";

/** Null for a company that the actor may not open. */
export async function findCompanyName(actor: Actor, id: CompanyId): Promise<string | null> {
  const company = await tenantModels(actor.organizationId, (models) =>
    models.company.findFirst({
      where: { id, archivedAt: null, ...companiesVisibleTo(actor) },
      select: { name: true },
    }),
  );
  return company?.name ?? null;
}
