// The sandbox's authorization server, as tests of tokens look at it and set it up.

import type { FaultRuleInput } from "#sandbox/faults/fault-rule.ts";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";

const tokenPath = "/oauth2/v1/tokens/bearer";

/** Requests that the token endpoint has answered since the last reset, by status. */
export function tokenRequests({ sandbox }: RunningSandbox): {
  readonly ok: number;
  readonly rejected: number;
} {
  const { oauth } = sandbox.traffic.report();
  return { ok: oauth[`${tokenPath} 200`] ?? 0, rejected: oauth[`${tokenPath} 400`] ?? 0 };
}

export interface RefreshFault {
  /** Requests of a refresh that have met the fault so far. */
  hits(): number;
}

/** Spoils refreshes (not exchanges of codes). */
export function spoilRefreshes(
  { sandbox }: RunningSandbox,
  fault: Pick<FaultRuleInput, "effect"> & Partial<FaultRuleInput>,
): RefreshFault {
  const { id } = sandbox.faults.add({
    path: tokenPath,
    bodyContains: "refresh_token",
    skip: 0,
    probability: 1,
    seed: 1,
    when: "before",
    ...fault,
  });
  return { hits: () => sandbox.faults.list().find((rule) => rule.id === id)?.hits ?? 0 };
}
