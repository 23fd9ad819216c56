// GET /api/alerts and POST /api/alerts/[alertId]/dismiss.

import { z } from "zod";

import { alertStates } from "#lib/books/alert-kind.ts";
import { instant } from "./inputs/instant.ts";

export const alertState = z.enum(alertStates);

export const alert = z.object({
  id: z.uuid(),
  kind: z.string(),
  companyId: z.uuid().nullable(),
  companyName: z.string().nullable(),
  state: alertState,
  message: z.string(),
  timesSeen: z.int(),
  openedAt: instant,
  /** When it was opened, or when its figures last changed. */
  lastSeenAt: instant,
  notifiedAt: instant.nullable(),
  recoveredAt: instant.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const alertsQuery = z.object({ state: alertState.default("open") });
export const alertList = z.object({ alerts: z.array(alert), open: z.int() });
export type AlertList = z.infer<typeof alertList>;
