// Statements with one mistake each, which the check must find. Nothing sends them.

import type { Sql } from "#lib/db/scope.ts";

export const wrongColumn = (sql: Sql): unknown =>
  sql.query<{ title: string }>("SELECT name FROM companies WHERE id = $1", ["1"]);

export const wrongType = (sql: Sql): unknown =>
  sql.query<{ count: number }>("SELECT count(*) AS count FROM companies");

export const wrongNull = (sql: Sql): unknown =>
  sql.query<{ archived_at: Date }>("SELECT archived_at FROM companies");

export const wrongList = (sql: Sql): unknown =>
  sql.query<{ selected_types: string }>("SELECT selected_types FROM companies");

export const wrongCount = (sql: Sql): unknown =>
  sql.query("UPDATE companies SET name = $2 WHERE id = $1", ["1"]);

export const wrongTable = (sql: Sql): unknown => sql.query("DELETE FROM clients");

export async function untypedRows(sql: Sql): Promise<unknown> {
  const { rows } = await sql.query("SELECT name FROM companies");
  return rows;
}

export function oneWrongForm(sql: Sql, order: "name" | "title"): unknown {
  return sql.query<{ name: string }>({ text: `SELECT name FROM companies ORDER BY ${order}`, values: [] });
}

export function unknownText(sql: Sql, table: string): unknown {
  return sql.query(`SELECT FROM ${table}`);
}

export const right = (sql: Sql, archived: boolean): unknown =>
  sql.query<{ id: string; archived_at: Date | null; selected_types: string[]; everyMinutes: number | null }>(
    `SELECT id, archived_at, selected_types, sync_every_minutes AS "everyMinutes" FROM companies
     WHERE id = $1 AND archived_at IS ${archived ? "NOT NULL" : "NULL"}`,
    ["1"],
  );
