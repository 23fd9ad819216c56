import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";
import { resultMember } from "./write-entity.ts";

/** POST …/{id}/send[?sendTo=]: nothing is mailed; the document's e-mail status changes and its event goes out. */
export function sendDocument(entity: string, id: string, call: Call): AccountingReply {
  const { company, exchange, nowMs, switches } = call;
  if (company.read(entity, id) === undefined) return faultReply(booksFaults.notFound(), nowMs);
  if (!call.mayEmail()) return faultReply(booksFaults.emailLimit(switches.emailsPerDay), nowMs);
  const sendTo = exchange.parameters.get("sendTo");
  const body = sendTo === undefined ? { Id: id } : { Id: id, sendTo };
  const result = company.write({ entity, operation: "send", body, actor: "api" });
  if (result.kind === "fault") return faultReply(result, nowMs);
  return envelopeReply(resultMember(entity, result, call), nowMs);
}
