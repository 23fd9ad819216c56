// Names as they are shown: with the suffix of the inactive, and with the parents before them.

import { faults } from "../fault.ts";
import type { CompanyState } from "../state.ts";
import { refAt, textAt } from "../wire-fields.ts";
import { reject } from "./rejection.ts";

export const deletedSuffix = " (deleted)";

/** The name as it is shown: inactive ones carry the suffix, and lose it when they are made active again. */
export function shownName(name: string, isActive: boolean): string {
  const bare = name.endsWith(deletedSuffix) ? name.slice(0, -deletedSuffix.length) : name;
  return isActive ? bare : bare + deletedSuffix;
}

const maximumLevel = 5;

/** The full name of an object below a parent; the chain may be five long. */
export function hierarchy(
  state: CompanyState,
  entity: string,
  parentId: string | undefined,
  name: string,
  ownId: string | undefined,
): { readonly fullName: string; readonly level: number } {
  if (parentId === undefined) return { fullName: name, level: 0 };
  const parent = state.read(entity, parentId);
  if (parent === undefined) return reject(faults.invalidReference(`${entity}s`, parentId));
  let level = 1;
  for (
    let at = refAt(parent, "ParentRef"), from: string | undefined = parentId;
    from !== undefined;
    from = at, at = at === undefined ? undefined : refAt(state.read(entity, at) ?? {}, "ParentRef")
  ) {
    if (from === ownId) reject(faults.business("An object cannot be its own parent."));
    if (at !== undefined) level += 1;
    if (level >= maximumLevel) reject(faults.tooDeep());
  }
  const parentName = textAt(parent, "FullyQualifiedName") ?? textAt(parent, "Name") ?? "";
  return { fullName: `${parentName}:${name}`, level };
}
