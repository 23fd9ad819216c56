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
    "group",
    "clause",
    "odd-record",
    "odd-stub",
  ]),
  /** `group`: what stands in place of one group of a CDC answer, or of one item of a batch. Default: a fault. */
  group: z.enum(["fault", "missing", "text", "empty", "cut"]).optional(),
  /** `group`: which one, or the one of an entity. Default: the last. */
  place: z.enum(["first", "last", "all", "two"]).optional(),
  /** `group`, `odd-record`, `odd-stub`: only lists of this entity; an empty group has none. */
  entity: z.string().optional(),
  /** `clause`: statements that contain one of these are refused, whatever their case, and no others. */
  clauses: z.array(z.string().min(1)).optional(),
  /** `odd-record`: what the first record of a list becomes. `odd-stub`: how a deletion is told. Default: no-id. */
  odd: z
    .enum([
      "no-id",
      "null",
      "text",
      "number",
      "list",
      "number-id",
      "case",
      "sync-token",
      "no-time",
      "bad-time",
      "alive",
    ])
    .optional(),
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
