// The name of a list object: its length, its letters, its place below a parent.

import { faults } from "../fault.ts";
import { refAt, textAt } from "../wire-fields.ts";
import type { Draft } from "./draft.ts";
import { tooLong } from "./form-head.ts";
import { hierarchy, shownName } from "./shown-name.ts";
import { reject } from "./rejection.ts";

interface Named {
  readonly shown: string;
  readonly active: boolean;
  readonly parentId: string | undefined;
  readonly fullName: string;
  readonly level: number;
}

export function listName(draft: Draft, most: number): Named {
  const { fields, state, entity, before } = draft;
  const name = shownName(textAt(fields, "Name") ?? reject(faults.required("Name")), true);
  tooLong("Name", name, most);
  if (/[:"]/.test(name) && entity === "Account")
    reject(faults.business("The account name may not contain a colon or a double quote."));
  if (name.includes(":")) reject(faults.business("The name may not contain a colon."));
  const active = fields["Active"] !== false;
  const shown = shownName(name, active);
  const parentId = refAt(fields, "ParentRef");
  return { shown, active, parentId, ...hierarchy(state, entity, parentId, shown, before?.Id) };
}
