import type { WireObject, WriteRequest, WriteResult } from "../company/company.ts";
import { decodeUtf8 } from "../http/decode-utf8.ts";
import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultMember, faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";
import { metadataFor } from "./add-metadata.ts";
import { envelopeKey } from "./entity-protocol.ts";

const operations: Readonly<Record<string, WriteRequest["operation"] | undefined>> = {
  create: "save",
  update: "save",
  delete: "delete",
  void: "void",
};

/** POST …/{entity}[?operation=…&include=…]: one address for create, full and sparse update, delete and void. */
export function writeEntity(entity: string, call: Call): AccountingReply {
  const { exchange, nowMs } = call;
  const operation = exchange.parameters.get("operation") ?? "create";
  const contentType = exchange.headers["content-type"] ?? "application/json";
  if (!/^application\/json\b/i.test(contentType))
    return faultReply(booksFaults.contentType(contentType), nowMs);
  const body = readJsonObject(exchange.body);
  if (body.kind === "fault") return faultReply(body, nowMs);
  const include = exchange.parameters.get("include") ?? "";
  const result = writeToBooks(entity, operation, include, body.value, call);
  if (result.kind === "fault") return faultReply(result, nowMs);
  const isNewAccount = entity === "Account" && body.value["Id"] === undefined;
  const shown = isNewAccount && !call.switches.newAccountTime ? withoutUpdateTime(result) : result;
  return envelopeReply(resultMember(entity, shown, call), nowMs);
}

/** The reply to creating an account was recorded in 2026 with its time of creation alone. */
function withoutUpdateTime(result: Exclude<WriteResult, { kind: "fault" }>): typeof result {
  if (result.kind !== "written") return result;
  const { LastUpdatedTime: _time, ...meta } = result.object.MetaData;
  const object: Record<string, unknown> & WireObject = { ...result.object };
  return { kind: "written", object: Object.assign(object, { MetaData: meta }) };
}

/** Hands a change to the books; `include` is a comma list as in the URL, or a batch item's optionsData. */
export function writeToBooks(
  entity: string,
  operation: string,
  include: string,
  body: Readonly<Record<string, unknown>>,
  { company }: Call,
): WriteResult {
  const known = operations[operation.toLowerCase()];
  if (known === undefined) return booksFaults.unsupported(operation);
  if (!company.offers(entity)) return booksFaults.notOffered(entity);
  const options = new Set(include.toLowerCase().split(","));
  return company.write({
    entity,
    operation: known,
    body: entity === "RecurringTransaction" ? unwrapRecurring(body) : body,
    actor: "api",
    ...(options.has("void") ? { includeVoid: true } : {}),
    ...(options.has("allowduplicatedocnum") ? { allowDuplicateDocNumber: true } : {}),
  });
}

/** `{"Invoice":{…,"RecurringInfo":…}}` becomes the inner transaction marked with what wraps it. */
function unwrapRecurring(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [only, ...others] = Object.entries(body);
  if (only === undefined || others.length > 0) return body;
  const [wraps, inner] = only;
  return typeof inner === "object" && inner !== null ? { ...inner, $wraps: wraps } : body;
}

/** The envelope member that tells of a write; used by single calls, uploads and batches alike. */
export function resultMember(entity: string, result: WriteResult, call: Call): string {
  const key = envelopeKey(entity);
  if (result.kind === "fault") return faultMember(result);
  if (result.kind === "nothing") return `"BatchItemResponse":[]`;
  if (result.kind === "deleted") return `"${key}":{"domain":"QBO","status":"Deleted","Id":"${result.id}"}`;
  const addMetadata = metadataFor(entity, call.exchange.origin, call.company.realmId, call.nowMs);
  return `"${key}":${JSON.stringify(addMetadata ? addMetadata(result.object) : result.object)}`;
}

type JsonObject = { readonly kind: "object"; readonly value: Readonly<Record<string, unknown>> };

export function readJsonObject(bytes: Buffer): JsonObject | ReturnType<typeof booksFaults.badUtf8> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return booksFaults.badUtf8();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { kind: "object", value: value as Readonly<Record<string, unknown>> };
    }
    return booksFaults.unreadableBody("The request body is not an object");
  } catch (error) {
    return booksFaults.unreadableBody(
      error instanceof Error ? error.message : "The request body is not JSON",
    );
  }
}
