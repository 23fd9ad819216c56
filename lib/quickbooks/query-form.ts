// The forms in which a type may be asked for, from the usual one down to the plainest. What QuickBooks takes
// today it may refuse tomorrow: Intuit has announced that Id can no longer be sorted by, and some types
// know neither Active nor times.

/** A part of a statement that can be left out; what is lost by it is made up for in how the type is read. */
export const clauses = ["id-order", "order", "active", "times", "start", "size"] as const;

export type Clause = (typeof clauses)[number];

/** The clauses that are left out. */
export type QueryForm = ReadonlySet<Clause>;

export const usualForm: QueryForm = new Set();

/** Pages in whatever order, of all that QuickBooks shows. */
export const plainForm: QueryForm = new Set(["id-order", "order", "active", "times"]);

const orders: readonly (readonly Clause[])[] = [[], ["id-order"], ["id-order", "order"]];
const filters: readonly (readonly Clause[])[] = [[], ["active"], ["times"], ["active", "times"]];
const paging: readonly (readonly Clause[])[] = [[], ["start"], ["size"], ["start", "size"]];

/**
 * All forms, those first that leave out the least, and of those the ones that keep paging. A statement
 * that has none of a form's clauses is the same in both forms, and needs to be asked once only.
 */
export const queryForms: readonly QueryForm[] = paging
  .flatMap((third) => filters.flatMap((second) => orders.map((first) => [...first, ...second, ...third])))
  .map((left) => new Set(left))
  .toSorted((left, right) => costOf(left) - costOf(right));

/** Without paging a type of more than a hundred records can hardly be read, so it goes last. */
function costOf(form: QueryForm): number {
  return form.size + (form.has("start") ? 10 : 0) + (form.has("size") ? 10 : 0);
}

const words: Readonly<Record<Clause, string>> = {
  "id-order": "sorting by Id",
  order: "sorting",
  active: "the filter that includes inactive records",
  times: "filters by time",
  start: "a start position",
  size: "a page size",
};

/** For a person: what was left out. Null for the usual form. */
export function describeForm(form: Iterable<string>): string | null {
  const left = new Set(form);
  const named = clauses.filter((clause) => left.has(clause) && !(clause === "id-order" && left.has("order")));
  if (named.length === 0) return null;
  const list = new Intl.ListFormat("en-US").format(named.map((clause) => words[clause]));
  return `QuickBooks rejected the usual query, so it was asked without ${list}.`;
}

/** Of stored clauses; those that this version does not know are left out. */
export function readForm(stored: readonly string[]): QueryForm {
  return new Set(clauses.filter((clause) => stored.includes(clause)));
}
