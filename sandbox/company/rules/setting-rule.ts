// Completes the settings and attachments.

import { faults } from "../fault.ts";
import { isFields, listAt, fieldsAt, textAt, type Fields } from "../wire-fields.ts";
import { isKnownEntity } from "../entity-traits.ts";
import type { Draft } from "./draft.ts";
import { picked, tooLong } from "./form-head.ts";
import { reject } from "./rejection.ts";

const common = new Set(["domain", "sparse", "Id", "SyncToken", "MetaData", "status"]);

const own = (object: Fields): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !common.has(key)));

export const completeCompanyInfo = (draft: Draft): Record<string, unknown> => ({
  ...own(draft.before ?? {}),
  ...own(draft.fields),
});

/** Preferences are written section by section: what a section leaves out stays. */
export function completePreferences(draft: Draft): Record<string, unknown> {
  const merged = own(draft.before ?? {});
  for (const [key, section] of Object.entries(own(draft.fields))) {
    const before = merged[key];
    merged[key] = isFields(section) && isFields(before) ? { ...before, ...section } : section;
  }
  return merged;
}

export function completeAttachable(draft: Draft): Record<string, unknown> {
  const { fields, state } = draft;
  if (textAt(fields, "FileName") === undefined && textAt(fields, "Note") === undefined)
    reject(faults.required("FileName or Note"));
  tooLong("Note", textAt(fields, "Note"), 2_000);
  const links = listAt(fields, "AttachableRef").map((link) => {
    const target = fieldsAt(link, "EntityRef") ?? {};
    const type = textAt(target, "type") ?? "";
    const id = textAt(target, "value") ?? "";
    const entity = type.slice(0, 1).toUpperCase() + type.slice(1);
    if (!isKnownEntity(entity) || state.read(entity, id) === undefined)
      reject(
        faults.business(`The entity ${type} ${id} that you are trying to link does not exist. ${type} ${id}`),
      );
    return { EntityRef: { value: id, type: entity }, IncludeOnSend: link["IncludeOnSend"] === true };
  });
  return {
    ...picked(fields, ["FileName", "Note", "Category", "Tag", "PlaceName"]),
    ...picked(fields, ["Size", "ContentType"]),
    ...(links.length === 0 ? {} : { AttachableRef: links }),
  };
}
