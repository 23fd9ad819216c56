import { AppError } from "#lib/core/app-error.ts";
import { isUuid } from "#lib/core/ids.ts";
import type { TenantSql, SystemSql } from "./scope.ts";

/** For what is asked in a firm's scope and in the system's alike. */
export type ScopedSql = TenantSql | SystemSql;

/**
 * SQL: that a row is of the scope's firm; in the system's scope, TRUE. For statements of both scopes: those of
 * a firm's alone give `sql.organization` as a parameter.
 *
 * @param column organization_id as the statement calls it, from our own source.
 */
export function ofScope(sql: ScopedSql, column = "organization_id"): string {
  if (sql.organization === null) return "TRUE";
  // Written into SQL, so it is checked right here.
  if (!isUuid(sql.organization)) throw new AppError("internal", "a firm's id is not a uuid");
  return `${column} = '${sql.organization}'`;
}
