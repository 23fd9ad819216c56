// What the catalogue says about tables that hold a firm's rows, and rows to fill any of them with. A
// table added tomorrow is covered without anybody thinking of it.

import { randomUUID } from "node:crypto";

import pg from "pg";

export type TableRight = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

export interface FirmTable {
  readonly name: string;
  readonly rowSecurity: boolean;
  /** Of whom there is a policy. */
  readonly policies: readonly string[];
  /** What the application role's policies show. */
  readonly applicationConditions: readonly string[];
  /** What the application role may do to whole rows. */
  readonly application: readonly TableRight[];
  /** Columns that an insert must give, the firm's aside. */
  readonly required: readonly { readonly name: string; readonly type: string }[];
}

type Sql = Pick<pg.Client, "query">;

/** Every table with a column organization_id, children of partitioned tables included. */
export async function listFirmTables(sql: Sql): Promise<FirmTable[]> {
  const { rows } = await sql.query<FirmTable>(`
    SELECT c.relname AS name, c.relrowsecurity AS "rowSecurity",
      ARRAY(SELECT unnest(roles)::text FROM pg_policies WHERE tablename = c.relname) AS policies,
      ARRAY(SELECT qual FROM pg_policies WHERE tablename = c.relname AND 'tieout_application' = ANY (roles))
        AS "applicationConditions",
      ARRAY(SELECT word FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS word
        WHERE has_table_privilege('tieout_application', c.oid, word)) AS application,
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
export async function insertRowOf(
  sql: Sql,
  table: FirmTable,
  organization: string,
  given: Readonly<Record<string, string>> = {},
): Promise<void> {
  const columns = ["organization_id", ...table.required.map((column) => column.name)];
  const values = [
    `'${organization}'`,
    ...table.required.map(({ name, type }) => (name in given ? `'${given[name]}'` : someValue(type))),
  ];
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
