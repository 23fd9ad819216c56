import { isAppError } from "#lib/core/app-error.ts";
import type { CallReply } from "#lib/quickbooks/client.ts";
import { isWireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { openRow } from "#lib/quickbooks/wire/parse-row.ts";
import type { Intercept } from "./sandbox-books.ts";

/**
 * Lets an interception of queries meet those inside of batches, too, each as if it had been asked by itself.
 * What it throws for one becomes the fault of that item; what ends a run is thrown.
 */
export function eachQuestion(intercept: Intercept): Intercept {
  return async (request, send) => {
    if (request.path !== "batch") return intercept(request, send);
    const statements = statementsOf(request.body?.text ?? "{}");
    const reply = await send();
    const items: unknown = reply.body["BatchItemResponse"];
    if (!Array.isArray(items)) return reply;
    const answers = await Promise.all(
      items.map(async (item: unknown) => {
        if (!isWireRecord(item)) return item;
        const query = statements.get(item["bId"]) ?? "";
        const asked = { kind: "query", method: "GET", path: "query", query: { query } } as const;
        try {
          const answer = await intercept(asked, () => Promise.resolve(replyOf(reply, item)));
          return { ...bodyOf(answer), bId: item["bId"] };
        } catch (thrown) {
          const code = faultCodeOf(thrown);
          if (code === undefined) throw thrown;
          return { bId: item["bId"], Fault: { type: "ValidationFault", Error: [{ code }] } };
        }
      }),
    );
    return { ...reply, body: { ...reply.body, BatchItemResponse: answers } };
  };
}

/** By bId. */
function statementsOf(text: string): ReadonlyMap<unknown, string> {
  const body: unknown = JSON.parse(text);
  const items: unknown = isWireRecord(body) ? body["BatchItemRequest"] : null;
  const questions = Array.isArray(items) ? items.filter(isWireRecord) : [];
  return new Map(questions.map((one) => [one["bId"], String(one["Query"])]));
}

/** As the client answers a query: the rows are beside the body. */
function replyOf(reply: CallReply, item: Readonly<Record<string, unknown>>): CallReply {
  const inner = item["QueryResponse"];
  const list = isWireRecord(inner) ? Object.values(inner).find(Array.isArray) : undefined;
  return { ...reply, body: item, rows: list?.map((row: unknown) => JSON.stringify(row)) ?? null };
}

function bodyOf({ body, rows }: CallReply): Readonly<Record<string, unknown>> {
  const inner = body["QueryResponse"];
  if (!isWireRecord(inner) || rows === null) return body;
  const key = Object.keys(inner).find((name) => Array.isArray(inner[name]));
  const list = rows.map((row): unknown => JSON.parse(openRow(row).json));
  return key === undefined ? body : { ...body, QueryResponse: { ...inner, [key]: list } };
}

function faultCodeOf(thrown: unknown): string | undefined {
  if (isAppError(thrown, "quickbooks.not_offered")) return "5030";
  return isAppError(thrown, "quickbooks.rejected") ? (thrown.faultCode ?? "4000") : undefined;
}
