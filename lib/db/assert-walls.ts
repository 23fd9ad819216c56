import type pg from "pg";

import { AppError } from "../core/app-error.ts";
import { pool } from "./pool.ts";

/**
 * Stops a process whose database role would walk through row-level security.
 *
 * @throws AppError `config.invalid` for a superuser or a role with BYPASSRLS.
 */
export async function assertWalls(sql: Pick<pg.Pool, "query"> = pool()): Promise<void> {
  const { rows } = await sql.query<{ walks_through: boolean; name: string }>(
    "SELECT rolname AS name, rolsuper OR rolbypassrls AS walks_through FROM pg_roles WHERE rolname = current_user",
  );
  const role = rows[0];
  if (!role || role.walks_through) {
    throw new AppError(
      "config.invalid",
      `DATABASE_URL connects as "${role?.name ?? "unknown"}", which row-level security does not bind. ` +
        "Use a role that is neither a superuser nor has BYPASSRLS.",
    );
  }
}
