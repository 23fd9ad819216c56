// GET /api/companies/names: every company that the viewer may open, for choosing some of them.

import { z } from "zod";

export const companyName = z.object({ id: z.uuid(), name: z.string() });
export type CompanyName = z.infer<typeof companyName>;

export const companyNames = z.object({ companies: z.array(companyName) });
export type CompanyNames = z.infer<typeof companyNames>;
