// POST /api/companies/[companyId]/check: whether the books can be kept in step, and are.

import { z } from "zod";

import { instant } from "./inputs/instant.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";

export const finding = z.object({
  subject: z.enum(["connection", "tokens", "counts", "gaps"]),
  result: z.enum(["good", "warning", "bad"]),
  message: z.string(),
});

export const companyCheck = z.object({
  checkedAt: instant,
  /** Nothing is bad. */
  isGood: z.boolean(),
  findings: z.array(finding),
  types: z.array(
    z.object({
      recordType: recordTypeName,
      sourceCount: z.int().nullable(),
      ourCount: z.int(),
      /** Why QuickBooks' count is not known; null when it is. */
      problem: z.string().nullable(),
    }),
  ),
});
export type CompanyCheck = z.infer<typeof companyCheck>;
