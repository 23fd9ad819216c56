// When two names are merged in QuickBooks, everything that referred to the losing one refers to the
// winner from then on, and no LastUpdatedTime says so. This is that rewriting, on Intuit's JSON.

import { allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

export interface ReferenceTarget {
  readonly recordType: RecordType;
  readonly sourceId: string;
}

/** Lists whose records a person can merge, and the fields that refer to them. */
const mergeable: Partial<Record<RecordType, { readonly fields: RegExp }>> = {
  // A project is a customer, too; an order can be shipped straight to one.
  customer: { fields: /^((Customer|Project)Ref|ShipTo|DropShipToEntity)$/ },
  vendor: { fields: /^(Pref)?VendorRef$/ },
  employee: { fields: /^EmployeeRef$/ },
  account: { fields: /AccountRef$/ },
  item: { fields: /^(Group|Discount)?ItemRef$/ },
  class: { fields: /^ClassRef$/ },
  department: { fields: /^DepartmentRef$/ },
  term: { fields: /^(Sales)?TermRef$/ },
  payment_method: { fields: /^PaymentMethodRef$/ },
};

export const mergeableTypes: readonly RecordType[] = allRecordTypes.filter(isMergeable);

/** Whether QuickBooks lets a person merge two of these, so that references may move without an edit. */
export function isMergeable(recordType: RecordType): boolean {
  return mergeable[recordType] !== undefined;
}

/**
 * A regular expression of PostgreSQL for the JSON of records that may refer to one of these names; its group
 * is the id. It lets some others through: {@link refersTo} decides. Null for no names.
 */
export function referencePattern(recordType: RecordType, sourceIds: readonly string[]): string | null {
  const fields = mergeable[recordType]?.fields.source;
  if (fields === undefined || sourceIds.length === 0) return null;
  const names = fields.startsWith("^") ? fields.slice(1, -1) : `[A-Za-z]*${fields.slice(0, -1)}`;
  const ids = sourceIds.map((id) => id.replace(/[^A-Za-z0-9]/g, "\\$&")).join("|");
  return `"(?:${names.replaceAll("(", "(?:")}|EntityRef|Entity|ParentRef)"\\s*:\\s*\\{[^{}]*"value"\\s*:\\s*"(${ids})"`;
}

/** Whether some reference of `record` leads to `target`. */
export function refersTo(owner: RecordType, record: WireRecord, target: ReferenceTarget): boolean {
  return repointReferences(owner, record, target, { sourceId: "", name: null }) !== null;
}

/**
 * The record with every reference to `from` leading to `to`, shown under `name`; null when it has none.
 * `owner` is the record's own type: a parent is of the same list as its child.
 */
export function repointReferences(
  owner: RecordType,
  record: WireRecord,
  from: ReferenceTarget,
  to: { readonly sourceId: string; readonly name: string | null },
): WireRecord | null {
  let found = 0;
  const rewritten = rewrite(record, "", undefined, (field, ref, typeBeside) => {
    if (ref["value"] !== from.sourceId || !leadsTo(from.recordType, owner, field, ref, typeBeside))
      return null;
    found += 1;
    return { ...ref, value: to.sourceId, ...("name" in ref && to.name !== null ? { name: to.name } : {}) };
  });
  return found > 0 && isWireRecord(rewritten) ? rewritten : null;
}

/** The Id to which `record` refers where `before`, an earlier version of it, referred to `from`. */
export function findSuccessor(
  owner: RecordType,
  before: WireRecord,
  record: WireRecord,
  from: ReferenceTarget,
): string | null {
  const path = findPath(before, [], "", undefined, (field, ref, typeBeside) => {
    return ref["value"] === from.sourceId && leadsTo(from.recordType, owner, field, ref, typeBeside);
  });
  if (path === null) return null;
  let at: unknown = record;
  for (const step of path) at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
  const value = isWireRecord(at) ? at["value"] : undefined;
  return typeof value === "string" && value !== from.sourceId ? value : null;
}

function leadsTo(
  target: RecordType,
  owner: RecordType,
  field: string,
  ref: WireRecord,
  typeBeside: unknown,
): boolean {
  const info = mergeable[target];
  if (!info) return false;
  if (field === "ParentRef") return owner === target;
  // A line of a deposit names its party "Entity", and writes the type in capitals.
  if (field === "EntityRef" || field === "Entity") return typeIn(ref["type"] ?? typeBeside) === target;
  return info.fields.test(field);
}

/** A job is a customer below a customer. */
const typeWords = new Map<string, RecordType>([
  ["customer", "customer"],
  ["job", "customer"],
  ["vendor", "vendor"],
  ["employee", "employee"],
]);

function typeIn(word: unknown): RecordType | null {
  return typeof word === "string" ? (typeWords.get(word.toLowerCase()) ?? null) : null;
}

type Visit<T> = (field: string, ref: WireRecord, typeBeside: unknown) => T;

function rewrite(
  value: unknown,
  field: string,
  typeBeside: unknown,
  visit: Visit<WireRecord | null>,
): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => rewrite(one, field, typeBeside, visit));
  if (!isWireRecord(value)) return value;
  if (typeof value["value"] === "string") return visit(field, value, typeBeside) ?? value;
  const beside = value["Type"] ?? value["type"];
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, rewrite(inner, key, beside, visit)]),
  );
}

function findPath(
  value: unknown,
  path: readonly string[],
  field: string,
  typeBeside: unknown,
  visit: Visit<boolean>,
): readonly string[] | null {
  if (typeof value !== "object" || value === null) return null;
  if (isWireRecord(value) && typeof value["value"] === "string")
    return visit(field, value, typeBeside) ? path : null;
  const beside: unknown = isWireRecord(value) ? (value["Type"] ?? value["type"]) : typeBeside;
  for (const [key, inner] of Object.entries(value)) {
    const inList = Array.isArray(value);
    const found = findPath(inner, [...path, key], inList ? field : key, beside, visit);
    if (found) return found;
  }
  return null;
}
