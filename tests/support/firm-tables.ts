// What the catalogue says about tables that hold a firm's rows, and rows to fill any of them with. A
// table added tomorrow is covered without anybody thinking of it.

import { randomUUID } from "node:crypto";

import pg from "pg";

export interface FirmTable {
  readonly name: string;
  readonly rowSecurity: boolean;
  readonly forced: boolean;
  readonly policies: number;
  /** Columns that an insert must give, the firm's aside. */
  readonly required: readonly { readonly name: string; readonly type: string }[];
}

type Sql = Pick<pg.Client, "query">;

/** Every table with a column organization_id, children of partitioned tables included. */
export async function listFirmTables(sql: Sql): Promise<FirmTable[]> {
  const { rows } = await sql.query<FirmTable>(`
    SELECT c.relname AS name, c.relrowsecurity AS "rowSecurity", c.relforcerowsecurity AS forced,
      (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', coalesce(
          -- A text that may hold the words of an enumeration only, by the check of that name.
          (SELECT substring(pg_get_constraintdef(k.oid) FROM '::("\\w+") IS NOT NULL') FROM pg_constraint k
            WHERE k.conrelid = c.oid AND k.conname = c.relname || '_' || a.attname || '_known'),
          format_type(a.atttypid, a.atttypmod))))
        FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND (a.attnotnull OR a.attname = 'company_id' AND EXISTS (
            -- A row of a firm has a company there, by the check of that name.
            SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conname = c.relname || '_company_of_firm'))
          AND NOT a.atthasdef AND a.attidentity = '' AND a.attname <> 'organization_id'
      ), '[]') AS required
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND EXISTS (
      SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organization_id' AND NOT o.attisdropped)
    ORDER BY c.relname`);
  return rows;
}

/** Inserts one row of a firm; everything that the table requires gets some value of its type. */
export async function insertRowOf(sql: Sql, table: FirmTable, organization: string): Promise<void> {
  const columns = ["organization_id", ...table.required.map((column) => column.name)];
  const values = [`'${organization}'`, ...table.required.map((column) => someValue(column.type))];
  await sql.query(
    `INSERT INTO ${table.name} (${columns.map((name) => pg.escapeIdentifier(name)).join(", ")}) VALUES (${values.join(", ")})`,
  );
}

function someValue(type: string): string {
  if (type.endsWith("[]")) return "'{}'";
  if (type === "uuid") return `'${randomUUID()}'`;
  if (type === "text") return `'${randomUUID()}'`;
  if (type.startsWith("json")) return "'{}'";
  if (type === "bytea") return "'\\x00'";
  if (type === "boolean") return "false";
  if (type.startsWith("timestamp") || type === "date") return "now()";
  if (/^(integer|bigint|smallint|numeric|double)/.test(type)) return "1";
  // What is left are our own enumerations: their first word.
  return `(enum_range(NULL::${type}))[1]`;
}
