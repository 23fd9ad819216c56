import type { Sql } from "#lib/db/scope.ts";

/** What happens to an account itself, of which no firm is told. */
type AccountAction =
  | "invitation.link_sent"
  | "password.link_sent"
  | "link.printed"
  | "account.created"
  | "password.set_by_link"
  | "password.changed"
  | "membership.accepted"
  | "membership.declined";

/** In the system's scope, and in the transaction of the deed itself. */
export async function recordAccountEvent(sql: Sql, email: string, action: AccountAction): Promise<void> {
  await sql.query("INSERT INTO account_events (id, email, action) VALUES (gen_random_uuid(), $1, $2)", [
    email,
    action,
  ]);
}
