import type { WireRecord } from "#lib/quickbooks/wire/wire-record.ts";
import type { AdjustmentLog } from "../fields/adjustment-log.ts";
import { entityRules, type ColumnRule } from "../fields/column-rules.ts";
import { derived, text } from "../fields/columns.ts";
import { entityMapping } from "../entity-mapping.ts";
import { readText } from "../fields/read-field.ts";

export const attachable = entityMapping({
  name: derived(nameOfAttachable, "is the file's name, the beginning of a note or the Id."),
  fullName: derived(wholeNote, "is a note that is too long for a name."),
  code: text("Category"),
  entityType: text("ContentType"),
});

/** A file has a name; a note that hangs on a record has only its text. */
function nameOfAttachable(record: WireRecord, log: AdjustmentLog, rule: ColumnRule): string | null {
  return (
    readText(record, "FileName", log, rule.longest) ??
    readText(record, "Note", log, rule.longest) ??
    readText(record, "Id", log, rule.longest)
  );
}

/** Of a note that is too long for a name, and holds up to 2,000 characters in QuickBooks, all of it. */
function wholeNote(record: WireRecord, log: AdjustmentLog, rule: ColumnRule): string | null {
  if (record["FileName"] !== undefined && record["FileName"] !== null) return null;
  const note = record["Note"];
  if (typeof note !== "string" || note.length <= entityRules.name.longest) return null;
  return readText(record, "Note", log, rule.longest);
}
