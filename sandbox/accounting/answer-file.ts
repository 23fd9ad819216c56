import type { Company, SandboxClock } from "../company/company.ts";
import type { Exchange } from "../http/exchange.ts";
import { jsonReply, type Reply } from "../http/reply.ts";
import { valueAt } from "../query/compare-rows.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import { downloadSignature } from "./add-metadata.ts";

interface FileContext {
  readonly clock: SandboxClock;
  readonly attachments: AttachmentStore;
  readonly company: (realmId: string) => Company | undefined;
}

/** A TempDownloadUri: no token needed, dead after 900 s. Generated attachments have a line of text as content. */
export function answerFile(realmId: string, id: string, exchange: Exchange, context: FileContext): Reply {
  const expiresAt = Number(exchange.parameters.get("expires"));
  const isSigned = exchange.parameters.get("signature") === downloadSignature(realmId, id, expiresAt);
  if (!isSigned || expiresAt * 1000 <= context.clock.now())
    return jsonReply(403, { error: "Request has expired" });
  const row = context.company(realmId)?.read("Attachable", id);
  if (row === undefined) return jsonReply(404, { error: "The attachment was deleted." });
  const file = context.attachments.get(realmId, id);
  const body = file?.bytes ?? `Sandbox attachment ${id}: ${valueAt(row, "FileName") ?? ""}\n`;
  return { status: 200, headers: { "Content-Type": file?.contentType ?? "text/plain; charset=utf-8" }, body };
}
