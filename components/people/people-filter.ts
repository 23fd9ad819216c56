import { parseAsString, parseAsStringLiteral } from "nuqs";

import { role, type Person } from "#lib/contracts/people.ts";

const views = ["all", ...role.options, "disabled"] as const;
export type PeopleView = (typeof views)[number];

/** As the address of the list has it. */
export const peopleFilter = {
  show: parseAsStringLiteral(views).withDefault("all"),
  search: parseAsString.withDefault(""),
};

/** Disabled people have their own view, out of the way of those who work here. */
export function isShown({ role: of, disabled }: Person, view: PeopleView): boolean {
  if (view === "disabled") return disabled;
  return !disabled && (view === "all" || of === view);
}

export function matches({ name, email }: Person, search: string): boolean {
  const text = search.trim().toLowerCase();
  return name.toLowerCase().includes(text) || email.toLowerCase().includes(text);
}
