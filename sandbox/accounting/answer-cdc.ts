import type { DeletedStub, WireObject } from "../company/company.ts";
import { pacificSeconds, parseInstant } from "../clock/pacific-time.ts";
import { envelopeReply, faultReply, type AccountingReply } from "./accounting-reply.ts";
import { booksFaults } from "./books-faults.ts";
import type { Call } from "./call.ts";
import { metadataFor } from "./add-metadata.ts";
import { entityOfName, envelopeKey, factsOf } from "./entity-protocol.ts";

const mostObjects = 1000;
const lookBackMs = 30 * 86_400_000;

interface Change {
  readonly entity: string;
  readonly atMs: number;
  readonly what: WireObject | DeletedStub;
  readonly isDeletion: boolean;
}

/** GET …/cdc?entities=Invoice,Customer&changedSince=… ("Change data capture" in Intuit's documentation). */
export function answerCdc(call: Call): AccountingReply {
  const { parameters } = call.exchange;
  const member = cdcMember(parameters.get("entities"), parameters.get("changedSince"), call);
  return typeof member === "string" ? envelopeReply(member, call.nowMs) : member;
}

export function cdcMember(
  entitiesText: string | undefined,
  since: string | undefined,
  call: Call,
): string | AccountingReply {
  const { nowMs, switches } = call;
  if (entitiesText === undefined || entitiesText.trim() === "") {
    return faultReply(booksFaults.missing("entities"), nowMs);
  }
  if (since === undefined) return faultReply(booksFaults.missing("changedSince"), nowMs);
  const sinceMs = parseInstant(since);
  if (sinceMs === undefined) return faultReply(booksFaults.invalidDate("changedSince", since), nowMs);
  if (nowMs - sinceMs > lookBackMs && switches.cdcTooOld === "fault") {
    return faultReply(booksFaults.cdcTooOld(since), nowMs);
  }
  const entities: string[] = [];
  for (const name of entitiesText.split(",").map((part) => part.trim())) {
    const entity = entityOfName(name);
    if (entity === undefined || !takesPart(entity, call)) {
      return faultReply(booksFaults.unsupported(`cdc on entity ${name}`), nowMs);
    }
    if (!entities.includes(entity)) entities.push(entity);
  }
  const fromMs = switches.cdcSince === "inclusive" ? sinceMs : sinceMs + 1000;
  return `"CDCResponse":[${groups(entities, changesSince(entities, fromMs, call), call)}]`;
}

function takesPart(entity: string, { switches }: Call): boolean {
  if (factsOf(entity).outsideCdc === true) return false;
  return entity !== "InventoryAdjustment" || switches.cdcInventoryAdjustment;
}

/** At most 1,000 changes over all types; which of a larger set survive is a switch, since Intuit does not say. */
function changesSince(
  entities: readonly string[],
  fromMs: number,
  { company, switches }: Call,
): readonly Change[] {
  const newestKept = switches.cdcTruncates === "newest-kept";
  const changes: Change[] = [];
  for (const entity of entities) {
    if (!company.offers(entity)) continue;
    const rows = company.scan(entity, {
      updatedFromMs: fromMs,
      order: "updated",
      descending: newestKept,
      limit: mostObjects,
    });
    for (const row of rows) {
      changes.push({ entity, atMs: Date.parse(row.MetaData.LastUpdatedTime), what: row, isDeletion: false });
    }
    for (const stub of company.deletedSince(entity, fromMs)) {
      changes.push({ entity, atMs: stub.deletedAtMs, what: stub, isDeletion: true });
    }
  }
  const ordered = changes.sort((left, right) => left.atMs - right.atMs);
  return newestKept ? ordered.slice(-mostObjects) : ordered.slice(0, mostObjects);
}

function groups(entities: readonly string[], changes: readonly Change[], call: Call): string {
  const { switches } = call;
  if (changes.length === 0 && switches.cdcEmpty === "empty") return "";
  const ordered = switches.cdcGroupOrder === "shuffled" ? shuffled(entities, call.random) : entities;
  const texts = ordered.map((entity) => group(entity, changes, call));
  const shown = switches.cdcEmpty === "braces" ? texts : texts.filter((text) => text !== "{}");
  return `{"QueryResponse":[${shown.join(",")}]}`;
}

function group(entity: string, changes: readonly Change[], call: Call): string {
  const addMetadata = metadataFor(entity, call.exchange.origin, call.company.realmId, call.nowMs);
  const live: string[] = [];
  const gone: string[] = [];
  for (const change of changes) {
    if (change.entity !== entity) continue;
    if ("id" in change.what && change.isDeletion) gone.push(stubText(String(change.what.id), change.atMs));
    else live.push(JSON.stringify(addMetadata ? addMetadata(change.what as WireObject) : change.what));
  }
  const size = live.length + gone.length;
  if (size === 0) return "{}";
  const start = live.length === 0 ? "" : `,"startPosition":1`;
  const total = gone.length === 0 ? "" : `,"totalCount":${size}`;
  return `{"${envelopeKey(entity)}":[${[...live, ...gone].join(",")}]${start},"maxResults":${size}${total}}`;
}

function stubText(id: string, deletedAtMs: number): string {
  const MetaData = { LastUpdatedTime: pacificSeconds(deletedAtMs) };
  return JSON.stringify({ domain: "QBO", status: "Deleted", Id: id, MetaData });
}

function shuffled(entities: readonly string[], random: () => number): readonly string[] {
  return entities
    .map((entity) => ({ entity, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ entity }) => entity);
}
