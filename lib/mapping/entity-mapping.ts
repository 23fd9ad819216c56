import type { RecordType } from "#lib/books/record-type.ts";
import type { DecimalText } from "#lib/core/decimal-text.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "./fields/adjustment-log.ts";
import { entityRules as rules } from "./fields/column-rules.ts";
import { constant, flag, ref, type Column } from "./fields/columns.ts";
import { readersOf, type ReadersOf } from "./fields/read-column.ts";
import { fieldClassesOf } from "./fields/derived-fields.ts";
import { fallbackName } from "./identity/fallback-name.ts";
import { fingerprint } from "./identity/fingerprint.ts";
import { lackingOf, readIdentity, type Identity } from "./identity/identity.ts";
import type { EntityRow, MappedEntity } from "./mapped-record.ts";

/** Where the columns of a name-list object stand in it. */
export interface EntityColumns {
  /** Where it reads none, see fallback-name. */
  readonly name: Column<string | null>;
  readonly fullName: Column<string | null>;
  readonly code: Column<string | null>;
  readonly parentSourceId: Column<string | null>;
  readonly active: Column<boolean>;
  readonly entityType: Column<string | null>;
  readonly entitySubType: Column<string | null>;
  readonly classification: Column<string | null>;
  readonly currency: Column<string | null>;
  readonly balance: Column<DecimalText | null>;
  readonly quantityOnHand: Column<DecimalText | null>;
  readonly unitPrice: Column<DecimalText | null>;
  readonly email: Column<string | null>;
  readonly phone: Column<string | null>;
}

type ReadIdentity = (record: WireRecord, log: AdjustmentLog) => Identity;

export interface EntityMapping {
  readonly shape: "entity";
  readonly columns: EntityColumns;
  readonly read: ReadersOf<EntityColumns>;
  readonly identity: ReadIdentity;
}

const none = constant(null);

const usual: Omit<EntityColumns, "name"> = {
  fullName: none,
  code: none,
  parentSourceId: ref("ParentRef"),
  // Types without the flag cannot be made inactive.
  active: flag("Active", true),
  entityType: none,
  entitySubType: none,
  classification: none,
  currency: ref("CurrencyRef"),
  balance: none,
  quantityOnHand: none,
  unitPrice: none,
  email: none,
  phone: none,
};

/** What most lists share, and what a list says of its own. */
export function entityMapping(
  own: Pick<EntityColumns, "name"> & Partial<EntityColumns>,
  identity: ReadIdentity = readIdentity,
): EntityMapping {
  const columns: EntityColumns = { ...usual, ...own };
  return { shape: "entity", columns, read: readersOf<EntityColumns>(columns), identity };
}

/**
 * `source`: Intuit's JSON as text. Fields that cannot be read are null and noted in `adjustments`.
 *
 * @throws AppError `record.unreadable` when the record has no Id and its type needs one.
 */
export function mapEntity(
  kind: RecordType,
  mapping: EntityMapping,
  record: WireRecord,
  source: string,
): MappedEntity {
  const log = new AdjustmentLog();
  const { sourceId, syncToken, sourceCreatedAt, sourceUpdatedAt } = mapping.identity(record, log);
  const { contentHash, editHash } = fingerprint(record, fieldClassesOf(kind));
  const { read } = mapping;
  const name = read.name(record, log, rules.name);
  const row: EntityRow = {
    kind,
    sourceId,
    name: name === null || name.trim() === "" ? fallbackName(kind, record, sourceId, log) : name,
    fullName: read.fullName(record, log, rules.fullName),
    code: read.code(record, log, rules.code),
    parentSourceId: read.parentSourceId(record, log, rules.parentSourceId),
    active: read.active(record, log, rules.active),
    entityType: read.entityType(record, log, rules.entityType),
    entitySubType: read.entitySubType(record, log, rules.entitySubType),
    classification: read.classification(record, log, rules.classification),
    currency: read.currency(record, log, rules.currency),
    balance: read.balance(record, log, rules.balance),
    quantityOnHand: read.quantityOnHand(record, log, rules.quantityOnHand),
    unitPrice: read.unitPrice(record, log, rules.unitPrice),
    email: read.email(record, log, rules.email),
    phone: read.phone(record, log, rules.phone),
    source,
    contentHash,
    editHash,
    syncToken: syncToken ?? 0,
    sourceCreatedAt,
    sourceUpdatedAt: sourceUpdatedAt ?? sourceCreatedAt ?? new Date(0),
    adjustments: log.toJson(),
  };
  return { shape: "entity", row, lacks: lackingOf(syncToken, sourceUpdatedAt) };
}
