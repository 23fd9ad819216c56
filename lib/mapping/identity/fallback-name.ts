import { recordTypes, type RecordType } from "#lib/books/record-type.ts";
import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import { AdjustmentLog } from "../fields/adjustment-log.ts";
import { entityRules } from "../fields/column-rules.ts";
import { readText } from "../fields/read-field.ts";

const otherNames = [
  "DisplayName",
  "Name",
  "FullyQualifiedName",
  "CompanyName",
  "LegalName",
  "PrintOnCheckName",
];

/**
 * What a list calls a record of which QuickBooks sent no name: another of its names, the person's, or what
 * it is with its Id ("Tax code TAX"). Noted, so that nobody looks for that name in QuickBooks.
 */
export function fallbackName(
  recordType: RecordType,
  record: WireRecord,
  sourceId: string,
  log: AdjustmentLog,
): string {
  const aside = new AdjustmentLog();
  const read = (field: string): string => readText(record, field, aside, entityRules.name.longest) ?? "";
  const person = [read("GivenName"), read("FamilyName")].filter((part) => part.trim() !== "").join(" ");
  const names = [...otherNames.map(read), person];
  const known = names.find((name) => name.trim() !== "");
  const name = known ?? `${recordTypes[recordType].singular} ${sourceId}`;
  log.note("Name", "Missing: another name stands in its place.", undefined, name);
  return name;
}
