import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultMember, faultReply, type AccountingReply } from "./accounting-reply.ts";
import { cdcMember } from "./answer-cdc.ts";
import { mostRows, queryInBatch } from "./answer-query.ts";
import type { Call } from "./call.ts";
import { entityOfName } from "./entity-protocol.ts";
import { readJsonObject, resultMember, writeToBooks } from "./write-entity.ts";

/** With a requestid, Intuit allows bIds of at most this length ("Batch" in the API reference). */
const longestBid = 10;

type Item = Readonly<Record<string, unknown>>;

/** The items of a batch body, or undefined when it has none: also asked by metering and by the requestid store. */
export function batchItems(body: Buffer): readonly Item[] | undefined {
  const read = readJsonObject(body);
  const items = read.kind === "object" ? read.value["BatchItemRequest"] : undefined;
  return Array.isArray(items) ? items.filter(isItem) : undefined;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null;
}

/** POST …/batch: 200 even when every item failed; items are independent, matched by bId. */
export function answerBatch(call: Call): AccountingReply {
  const { nowMs, switches, exchange } = call;
  const read = readJsonObject(exchange.body);
  if (read.kind === "fault") return faultReply(read, nowMs);
  const items = batchItems(exchange.body);
  if (items === undefined) return faultReply(booksFaults.missing("BatchItemRequest"), nowMs);
  if (items.length > switches.batchItems)
    return faultReply(booksFaults.batchTooLarge(switches.batchItems), nowMs);
  const hasRequestId = (exchange.parameters.get("requestid") ?? "") !== "";
  if (hasRequestId && items.some((item) => String(item["bId"]).length > longestBid)) {
    return faultReply(booksFaults.requestIdTooLong(longestBid), nowMs);
  }
  let rowsLeft = mostRows;
  const answers = items.map((item) => {
    const bId = item["bId"];
    const { member, rows } = itemMember(item, call, rowsLeft);
    rowsLeft -= rows;
    return `{${member}${bId === undefined ? "" : `,"bId":${JSON.stringify(bId)}`}}`;
  });
  if (switches.batchOrder === "shuffled") answers.sort(() => call.random() - 0.5);
  return envelopeReply(`"BatchItemResponse":[${answers.join(",")}]`, nowMs);
}

function itemMember(
  item: Item,
  call: Call,
  rowsLeft: number,
): { readonly member: string; readonly rows: number } {
  const statement = item["Query"];
  if (typeof statement === "string") return queryInBatch(statement, call, rowsLeft);
  return { member: otherMember(item, call), rows: 0 };
}

function otherMember(item: Item, call: Call): string {
  const cdc = item["CDCQuery"];
  if (isItem(cdc)) return cdcInBatch(cdc, call);
  for (const [key, body] of Object.entries(item)) {
    const entity = entityOfName(key);
    if (entity === undefined || !isItem(body)) continue;
    const operation = typeof item["operation"] === "string" ? item["operation"] : "";
    const options = typeof item["optionsData"] === "string" ? item["optionsData"] : "";
    return resultMember(entity, writeToBooks(entity, operation, options, body, call), call);
  }
  return faultMember(booksFaults.unsupported("of a batch item without an entity or a query"));
}

/** Intuit's SDKs can put a CDC request into a batch, though its REST pages do not mention it. */
function cdcInBatch(cdc: Item, call: Call): string {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const member = cdcMember(text(cdc["Entities"]), text(cdc["ChangedSince"]), call);
  if (typeof member === "string") return member;
  const { time: _time, ...fault } = JSON.parse(member.json) as Record<string, unknown>;
  return JSON.stringify(fault).slice(1, -1);
}
