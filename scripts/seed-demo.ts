// Two firms and the people who sign in to them, for the demo and for tests. Safe to run again: what is
// there stays as it is, and people get access to companies that have been connected since. With DEMO_CHAT_URL the
// first firm's alerts go there.

import { parseOrganizationId, type OrganizationId } from "#lib/core/ids.ts";
import { sealChannelUrl } from "#lib/alerts/channels/channel-url.ts";
import { hashPassword } from "#lib/auth/passwords/password.ts";
import { closePool } from "#lib/db/pool.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { demoFirm, demoPassword, demoPeople, otherFirm, otherOwner } from "./stack/demo-people.ts";

interface Person {
  readonly email: string;
  readonly name: string;
  readonly role: "owner" | "admin" | "accountant" | "viewer";
}

export async function seedDemo(): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await asSystem(async (sql) => {
    await seedFirm(sql, demoFirm, Object.values(demoPeople), passwordHash);
    await seedFirm(sql, otherFirm, [otherOwner], passwordHash);
    const chatUrl = process.env["DEMO_CHAT_URL"];
    if (chatUrl) await seedChannel(sql, await firmCalled(sql, demoFirm), chatUrl);
  });
}

async function seedFirm(
  sql: Sql,
  name: string,
  people: readonly Person[],
  passwordHash: string,
): Promise<void> {
  const firm = await firmCalled(sql, name);
  for (const { email, name: fullName, role } of people) {
    const { rows } = await sql.query<{ id: string }>(
      `INSERT INTO users (id, email, name, password_hash) VALUES (gen_random_uuid(), $1, $2, $3)
       ON CONFLICT (email) DO UPDATE SET email = excluded.email RETURNING id`,
      [email, fullName, passwordHash],
    );
    await sql.query(
      `INSERT INTO memberships (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, $3)
       ON CONFLICT (organization_id, user_id) DO NOTHING`,
      [firm, rows[0]?.id, role],
    );
  }
  // Owners and admins open all companies of the firm; the others those that they were given.
  await sql.query(
    `INSERT INTO company_access (organization_id, membership_id, company_id)
     SELECT m.organization_id, m.id, c.id FROM memberships m JOIN companies c USING (organization_id)
     WHERE m.organization_id = $1 AND m.role IN ('accountant', 'viewer')
     ON CONFLICT DO NOTHING`,
    [firm],
  );
}

const channelName = "#tieout-alerts";

/** The firm's alerts go to the demo's own chat, whose port is another one each time. */
async function seedChannel(sql: Sql, firm: OrganizationId, url: string): Promise<void> {
  const values = [firm, channelName, new URL(url).host, sealChannelUrl(url, firm)];
  const { rowCount } = await sql.query(
    "UPDATE alert_channels SET address = $3, url_sealed = $4 WHERE organization_id = $1 AND name = $2",
    values,
  );
  if (rowCount !== 0) return;
  await sql.query(
    `INSERT INTO alert_channels (id, organization_id, kind, name, address, url_sealed, created_by_membership_id)
     SELECT gen_random_uuid(), $1, 'chat', $2, $3, $4, id FROM memberships
      WHERE organization_id = $1 AND role = 'owner' ORDER BY created_at, id LIMIT 1`,
    values,
  );
}

async function firmCalled(sql: Sql, name: string): Promise<OrganizationId> {
  const found = await sql.query<{ id: string }>("SELECT id FROM organizations WHERE name = $1", [name]);
  const made = found.rows[0]
    ? found
    : await sql.query<{ id: string }>(
        "INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), $1) RETURNING id",
        [name],
      );
  return parseOrganizationId(made.rows[0]?.id ?? "");
}

if (import.meta.main) {
  await seedDemo();
  await closePool();
}
