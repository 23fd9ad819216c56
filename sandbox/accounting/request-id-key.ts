import { batchItems } from "./answer-batch.ts";
import type { Call } from "./call.ts";
import { entityOfPath, factsOf } from "./entity-protocol.ts";

const longest = 50;
const longestOfBatch = 36;

type Key =
  { readonly kind: "key"; readonly value: string } | { readonly kind: "fault"; readonly most: number };

/**
 * What identifies a write for replay: its `requestid`, and for a batch the bIds too ("requestid" in Intuit's
 * basic field definitions). undefined for reads and for writes without one.
 */
export function requestIdKey(steps: readonly string[], { exchange, switches }: Call): Key | undefined {
  const given = exchange.parameters.get("requestid") ?? "";
  const step = steps[0]?.toLowerCase();
  if (exchange.method !== "POST" || given === "" || step === "query") return undefined;
  const most = step === "batch" ? longestOfBatch : longest;
  if (given.length > most) return { kind: "fault", most };
  if (step !== "batch") {
    const isList = factsOf(entityOfPath(step ?? "") ?? "").group === "list";
    return isList && switches.requestIdScope === "transactions" ? undefined : { kind: "key", value: given };
  }
  const bIds = (batchItems(exchange.body) ?? []).map((item) => String(item["bId"])).sort();
  return { kind: "key", value: `${given} ${bIds.join(",")}` };
}
