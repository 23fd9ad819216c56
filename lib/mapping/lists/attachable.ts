import { readText, requireText } from "../../quickbooks/wire/read-field.ts";
import type { WireRecord } from "../../quickbooks/wire/wire-record.ts";
import { text } from "../columns.ts";
import { entityMapping } from "../entity-mapping.ts";

export const attachable = entityMapping({
  name: nameOfAttachable,
  code: text("Category"),
  entityType: text("ContentType"),
});

/** A file has a name; a note that hangs on a record has only its text. */
function nameOfAttachable(record: WireRecord): string {
  return readText(record, "FileName") ?? readText(record, "Note") ?? requireText(record, "Id");
}
