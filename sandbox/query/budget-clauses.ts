// Intuit's page on Budget marks neither Active nor MetaData as filterable or sortable.

import type { SwitchValues } from "../switches/switch-catalogue.ts";
import type { Statement } from "./parse-query.ts";
import { QueryError } from "./query-error.ts";

const unmarked = /^(active|metadata\..*)$/i;

/** @throws QueryError 4001 where the switch says that Budget takes only what its page marks. */
export function checkBudgetClauses(
  { where, orderBy }: Statement,
  entity: string,
  { budgetFilters }: Readonly<SwitchValues>,
): void {
  if (entity !== "Budget" || budgetFilters === "taken") return;
  const reject = (property: string, use: string): never => {
    throw new QueryError("4001", `QueryValidationError: property '${property}' is not ${use}`);
  };
  for (const { property } of where) if (unmarked.test(property)) reject(property, "queryable");
  for (const { property } of orderBy) if (unmarked.test(property)) reject(property, "sortable");
}
