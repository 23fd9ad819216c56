// The setup guide for integrators calls a set of books an "organization". Bodies that name a company take its
// word beside ours.

import { z } from "zod";

import { parseCompanyId, type CompanyId } from "#lib/core/ids.ts";

const named = z.uuid().transform(parseCompanyId);

/** Fields of a body that names a company as `companyId` or, in the guide's words, as `organizationId`. */
export const companyNames = { companyId: named.nullish(), organizationId: named.nullish() };

interface Named {
  readonly companyId?: CompanyId | null | undefined;
  readonly organizationId?: CompanyId | null | undefined;
}

/** The company that a body names; null for none. Two names for two companies are no valid body. */
export function companyNamed(body: Named, context: z.core.$RefinementCtx): CompanyId | null {
  const { companyId: ours, organizationId: theirs } = body;
  if (ours && theirs && ours !== theirs) {
    context.issues.push({
      code: "custom",
      path: ["organizationId"],
      message: "companyId and organizationId name two companies.",
      input: theirs,
    });
  }
  return ours ?? theirs ?? null;
}

/** As {@link companyNamed}, where one must be named. */
export function requireCompanyNamed(body: Named, context: z.core.$RefinementCtx): CompanyId {
  const company = companyNamed(body, context);
  if (company) return company;
  context.issues.push({
    code: "custom",
    path: ["companyId"],
    message: "Name the company.",
    input: undefined,
  });
  return z.NEVER;
}
