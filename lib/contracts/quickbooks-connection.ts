// POST /api/quickbooks/connect, disconnect, pause and resume; GET /api/quickbooks/status/[companyId].

import { z } from "zod";

import { parseCompanyId } from "#lib/core/ids.ts";
import { companyNamed, companyNames } from "./inputs/company-named.ts";
import { connectionState } from "./connection-state.ts";
import { instant } from "./inputs/instant.ts";

const ofCompany = z.uuid().transform(parseCompanyId);

/** Null or left out: a new company is made from what QuickBooks says about it. */
export const connectRequest = z
  .object(companyNames)
  .transform((body, context) => ({ companyId: companyNamed(body, context) }));
/** The same address under our name and under the guide's. */
export const connectAnswer = z.object({ authorizationUrl: z.url(), authUrl: z.url() });

export const connectionRequest = z.object({ companyId: ofCompany });

export const disconnectAnswer = z.object({ revoked: z.boolean(), message: z.string() });

export const connectionStatus = z.object({
  companyId: z.uuid(),
  companyName: z.string(),
  /** As QuickBooks calls it; null before the first connection. */
  quickbooksName: z.string().nullable(),
  /** Null: never connected. */
  state: connectionState.nullable(),
  connected: z.boolean(),
  /** The guide's names for `connected` and `lastSyncedAt`. */
  isConnected: z.boolean(),
  lastSyncAt: instant.nullable(),
  label: z.string(),
  message: z.string(),
  cause: z.string().nullable(),
  since: instant.nullable(),
  nextStep: z.object({ kind: z.string(), message: z.string() }).nullable(),
  lastSyncedAt: instant.nullable(),
  nextSyncAt: instant.nullable(),
  consentEndsAt: instant.nullable(),
  warnings: z.array(z.object({ kind: z.enum(["rolling", "consent"]), endsAt: instant, message: z.string() })),
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;
