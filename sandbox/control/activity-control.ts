import { z } from "zod";
import { companyOf } from "./companies-control.ts";
import type { ControlHandler } from "./control-route.ts";

const rate = z.strictObject({ perSecond: z.number().min(0).max(1000), seed: z.int().default(1) });
const batch = z.strictObject({ count: z.int().min(1).max(100_000), seed: z.int().default(1) });

/** People keep working in the company: invoices, payments, bills, notes, voids, deletions, merges. 0 ends it. */
export const liveOn: ControlHandler = ({ sandbox, steps, body }) => {
  const { perSecond, seed } = rate.parse(body);
  return sandbox.activity.live(companyOf(sandbox, steps["realmId"]), perSecond, seed);
};

/** The same kinds of edits, so many at once. */
export const editNow: ControlHandler = ({ sandbox, steps, body }) => {
  const { count, seed } = batch.parse(body);
  return sandbox.activity.edit(companyOf(sandbox, steps["realmId"]), count, seed);
};

export const readActivity: ControlHandler = ({ sandbox, steps }) =>
  sandbox.activity.report(companyOf(sandbox, steps["realmId"]).realmId);
