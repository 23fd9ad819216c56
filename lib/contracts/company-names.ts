// GET /api/companies/names: every company that the actor may open, for choosing some of them.

import { z } from "zod";

export const companyNames = z.object({ companies: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type CompanyNames = z.infer<typeof companyNames>;
