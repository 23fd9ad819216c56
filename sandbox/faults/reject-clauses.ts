import type { Exchange } from "../http/exchange.ts";
import type { Reply } from "../http/reply.ts";
import type { FaultRuleInput } from "./fault-rule.ts";
import { isObject, objectsIn, parseAnswer } from "./json-objects.ts";
import { madeFault } from "./made-fault.ts";

/** Refuses statements that contain one of the rule's clauses: the whole answer, or that item of a batch. */
export function rejectClauses(
  rule: FaultRuleInput,
  reply: Reply,
  exchange: Exchange,
  rejection: () => Reply,
): Reply {
  const isRejected = (statement: unknown): boolean =>
    typeof statement === "string" &&
    (rule.clauses ?? []).some((clause) => statement.toLowerCase().includes(clause.toLowerCase()));
  if (exchange.path.endsWith("/query")) {
    const statement = exchange.method === "GET" ? exchange.parameters.get("query") : exchange.body.toString();
    return isRejected(statement) ? rejection() : reply;
  }
  if (!exchange.path.endsWith("/batch")) return reply;
  const asked = objectsIn(parseAnswer(exchange.body)?.["BatchItemRequest"]);
  const rejected = new Set(asked.filter((item) => isRejected(item["Query"])).map((item) => item["bId"]));
  const answer = parseAnswer(reply.body);
  const items = answer?.["BatchItemResponse"];
  if (!answer || !Array.isArray(items)) return reply;
  const spoiled = items.map((item: unknown) =>
    isObject(item) && rejected.has(item["bId"]) ? { bId: item["bId"], ...madeFault(rule) } : item,
  );
  return { ...reply, body: JSON.stringify({ ...answer, BatchItemResponse: spoiled }) };
}
