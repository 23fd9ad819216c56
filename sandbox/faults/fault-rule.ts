import { z } from "zod";

/** What control takes to make requests fail. Only the fields that an effect needs are read. */
export const faultRuleInput = z.strictObject({
  /** Which requests: a part of the path with its query string (`/query`, `tokens/bearer`), method and company. */
  path: z.string().optional(),
  method: z.string().optional(),
  realmId: z.string().optional(),
  /** A part of the body: one entity in a POST, one grant_type. */
  bodyContains: z.string().optional(),
  /** Let this many matching requests pass first. */
  skip: z.int().min(0).default(0),
  /** Then hit this many; without it, all. */
  times: z.int().min(1).optional(),
  /** Then hit this share of them, by the rule's own seed. */
  probability: z.number().min(0).max(1).default(1),
  seed: z.int().default(1),
  /** before: nothing was done. after: it was done, and only its answer is spoiled. */
  when: z.enum(["before", "after"]).default("before"),
  effect: z.enum([
    "status",
    "fault",
    "gateway",
    "oauth",
    "reset",
    "timeout",
    "slow",
    "truncate",
    "malformed",
  ]),
  status: z.int().min(100).max(599).optional(),
  /** Code of a fault, or `error` of the token endpoint. */
  code: z.string().optional(),
  message: z.string().optional(),
  detail: z.string().optional(),
  type: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  delayMs: z.int().min(0).optional(),
});

export type FaultRuleInput = z.infer<typeof faultRuleInput>;

export interface FaultRule extends FaultRuleInput {
  readonly id: string;
  /** Requests that it matched, and those that it hit. */
  readonly seen: number;
  readonly hits: number;
}
