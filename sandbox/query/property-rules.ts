import { entityProperties } from "./entity-properties.ts";
import { filterableProperties } from "./filterable-properties.ts";
import { QueryError } from "./query-error.ts";

export interface PropertyRules {
  /** Intuit's own spelling of a property that may be compared. @throws QueryError 4001 */
  filterable(name: string): string;
  /** Its spelling if it may be sorted by. @throws QueryError 4001 */
  sortable(name: string): string;
  /** The spelling of a property that may be selected. @throws QueryError 4001 */
  selectable(name: string): string;
}

const always = ["Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime"];
/** Rates are told apart by currency and day: they have no Id, and no time of creation. */
const alwaysOf = (entity: string): readonly string[] =>
  entity === "ExchangeRate" ? ["MetaData.LastUpdatedTime"] : always;
const known: Readonly<Record<string, string | undefined>> = entityProperties;
const filters: Readonly<Record<string, string | undefined>> = filterableProperties;
const rulesOf = new Map<string, PropertyRules>();

/**
 * Names are matched in any case. A reference is compared by its bare name (`CustomerRef = '1'`); a path into
 * it is a property that does not exist, as at Intuit.
 */
export function propertyRules(entity: string): PropertyRules {
  const made = rulesOf.get(entity);
  if (made) return made;
  const listed = (filters[entity] ?? "").split(" ").filter((name) => name !== "");
  const always = alwaysOf(entity);
  const filterable = spellings([...always, ...listed.map((name) => name.replace("*", ""))]);
  const sortable = spellings([
    ...always,
    ...listed.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1)),
  ]);
  const existing = spellings([
    ...always,
    ...["SyncToken", "MetaData", "sparse", "domain"],
    ...(known[entity] ?? "").split(" "),
    ...filterable.values(),
  ]);
  const find = (name: string, allowed: ReadonlyMap<string, string>, rejection: string): string => {
    const spelling = allowed.get(name.toLowerCase());
    if (spelling !== undefined) return spelling;
    if (!existing.has(name.toLowerCase())) throw notFound(name, entity);
    throw new QueryError("4001", `QueryValidationError: property '${name}' is not ${rejection}`);
  };
  const rules: PropertyRules = {
    filterable: (name) => find(name, filterable, "queryable"),
    sortable: (name) => find(name, sortable, "sortable"),
    selectable: (name) => {
      const whole = existing.get(name.toLowerCase());
      if (whole !== undefined) return whole;
      const [head = "", ...rest] = name.split(".");
      const spelling = existing.get(head.toLowerCase());
      if (spelling === undefined || spelling.endsWith("Ref")) throw notFound(name, entity);
      return [spelling, ...rest].join(".");
    },
  };
  rulesOf.set(entity, rules);
  return rules;
}

function notFound(name: string, entity: string): QueryError {
  return new QueryError("4001", `QueryValidationError: Property ${name} not found for Entity ${entity}`);
}

function spellings(names: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...names].filter((name) => name !== "").map((name) => [name.toLowerCase(), name]));
}
