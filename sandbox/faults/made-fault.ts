import type { FaultRuleInput } from "./fault-rule.ts";

export const usualMessage = "An application error has occurred while processing your request";

/** The capital Fault of a rule, as a member of an answer. */
export function madeFault({
  code = "10000",
  message = usualMessage,
  detail = message,
  type,
}: FaultRuleInput): {
  readonly Fault: object;
} {
  return { Fault: { Error: [{ Message: message, Detail: detail, code }], type: type ?? "ValidationFault" } };
}
