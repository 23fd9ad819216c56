import type { RecordType } from "../books/record-type.ts";
import type { DecimalText } from "../core/decimal-text.ts";
import type { WireRecord } from "../quickbooks/wire/wire-record.ts";
import { constant, flag, ref, type Column } from "./columns.ts";
import { fieldClassesOf } from "./derived-fields.ts";
import { fingerprint } from "./fingerprint.ts";
import { readIdentity, type Identity } from "./identity.ts";
import type { EntityRow, MappedEntity } from "./mapped-record.ts";

/** Where the columns of a name-list object come from. */
export interface EntityMapping {
  readonly shape: "entity";
  readonly name: Column<string>;
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
  readonly identity: (record: WireRecord) => Identity;
}

const none = constant(null);

const usual: Omit<EntityMapping, "name"> = {
  shape: "entity",
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
  identity: readIdentity,
};

/** What most lists share, and what a list says of its own. */
export function entityMapping(own: Pick<EntityMapping, "name"> & Partial<EntityMapping>): EntityMapping {
  return { ...usual, ...own };
}

export function mapEntity(
  kind: RecordType,
  mapping: EntityMapping,
  record: WireRecord,
  source: string,
): MappedEntity {
  const { sourceId, syncToken, sourceCreatedAt, sourceUpdatedAt } = mapping.identity(record);
  const { contentHash, editHash } = fingerprint(record, fieldClassesOf(kind));
  const row: EntityRow = {
    kind,
    sourceId,
    name: mapping.name(record),
    fullName: mapping.fullName(record),
    code: mapping.code(record),
    parentSourceId: mapping.parentSourceId(record),
    active: mapping.active(record),
    entityType: mapping.entityType(record),
    entitySubType: mapping.entitySubType(record),
    classification: mapping.classification(record),
    currency: mapping.currency(record),
    balance: mapping.balance(record),
    quantityOnHand: mapping.quantityOnHand(record),
    unitPrice: mapping.unitPrice(record),
    email: mapping.email(record),
    phone: mapping.phone(record),
    source,
    contentHash,
    editHash,
    syncToken,
    sourceCreatedAt,
    sourceUpdatedAt,
  };
  return { shape: "entity", row };
}
