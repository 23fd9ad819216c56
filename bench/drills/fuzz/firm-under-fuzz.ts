// Two firms for a stretch of fuzzing: ours, whose people send the inputs, and theirs, of which no answer may
// tell anything. Made anew now and then, because some of what is asked is done.

import { createHash, randomUUID } from "node:crypto";

import { z } from "zod";

import type { Role } from "#lib/core/role.ts";
import { config } from "#lib/config/config.ts";
import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { pageCursor } from "#lib/crypto/page-cursor.ts";
import { addMember, createCompany, createFirm, type Firm } from "#tests/support/people-of-a-firm.ts";
import { seedBooks } from "#tests/support/seed/seed-books.ts";

const ownCompany = ["<our company>", "<our company>", "<our company>", "<our company>", "<our company>"];

/** Words of an input that stand for something of a firm, which changes while the input stays the same. */
export const placeholders = {
  companyId: [...ownCompany, "<our connected company>", "<their company>"],
  organizationId: ["<our company>", "<our firm>", "<their firm>"],
  syncId: ["<our sync>", "<their sync>"],
  alertId: ["<our alert>", "<their alert>"],
  channelId: ["<our channel>", "<their channel>"],
  membershipId: ["<our colleague>", "<their colleague>"],
  sessionId: ["<our session>", "<their session>"],
  ids: ["<our failure>", "<their failure>", "<our company>"],
  companyIds: ["<our company>", "<their company>"],
  after: ["<our cursor>"],
  before: ["<our cursor>"],
  sourceId: ["1", "7", "9001"],
  recordType: ["invoice", "customer", "payment", "bill"],
};

export interface FirmUnderFuzz {
  readonly cookies: Readonly<Record<Role, string>>;
  /** Puts what they stand for in the place of placeholders. */
  readonly fill: (text: string) => string;
  /** Stands in rows of the other firm and nowhere else. */
  readonly theirWord: string;
}

/** A token of next-auth's forms, and the cookie that it is compared with. */
const csrfToken = "0123456789abcdef".repeat(4);

export async function createFirmUnderFuzz(): Promise<FirmUnderFuzz> {
  const theirWord = `walled-${randomUUID()}`;
  const [ours, theirs] = [
    await thingsOf(await createFirm(), "our"),
    await thingsOf(await createFirm(), "their"),
  ];
  await asSystem(async (sql) => {
    for (const table of ["companies", "entities"]) {
      await sql.query(`UPDATE ${table} SET name = name || $2 WHERE organization_id = $1`, [
        theirs.firm.id,
        theirWord,
      ]);
    }
  });
  const words = new Map([...ours.words, ...theirs.words, ["<csrf>", csrfToken]]);
  const hash = createHash("sha256").update(`${csrfToken}${config().nextAuthSecret}`).digest("hex");
  const csrfCookie = `next-auth.csrf-token=${encodeURIComponent(`${csrfToken}|${hash}`)}`;
  const { people } = ours.firm;
  const cookieOf = (role: Role): string => `${people[role].cookie}; ${csrfCookie}`;
  return {
    cookies: {
      owner: cookieOf("owner"),
      admin: cookieOf("admin"),
      accountant: cookieOf("accountant"),
      viewer: cookieOf("viewer"),
    },
    fill: (text) => text.replace(/<[a-z ]+>/g, (word) => words.get(word) ?? word),
    theirWord,
  };
}

interface Things {
  readonly firm: Firm;
  readonly words: ReadonlyMap<string, string>;
}

async function thingsOf(firm: Firm, whose: "our" | "their"): Promise<Things> {
  const { accountant, viewer } = firm.people;
  const company = await createCompany(firm.id, [accountant, viewer]);
  const connected = await createConnectedCompany({ organizationId: firm.id });
  await seedBooks(firm.id, company, 12);
  const colleague = await addMember(firm.id, "viewer");
  const rows = await insertRows(firm.id, company);
  return {
    firm,
    words: new Map([
      [`<${whose} firm>`, firm.id],
      [`<${whose} company>`, company],
      [`<${whose} cursor>`, pageCursor(`records ${company} invoice`, z.json()).write(["2026-01-01", "5"])],
      [`<${whose} connected company>`, connected.companyId],
      [`<${whose} colleague>`, colleague.membershipId],
      [`<${whose} session>`, colleague.sessionId],
      [`<${whose} sync>`, rows.syncId],
      [`<${whose} alert>`, rows.alertId],
      [`<${whose} channel>`, await createChannel(firm)],
      [`<${whose} failure>`, rows.failureId],
      [`<${whose} email>`, firm.people.owner.email],
    ]),
  };
}

async function createChannel({ id, people }: Firm): Promise<string> {
  const channelId = randomUUID();
  await asSystem((sql) =>
    sql.query(
      `INSERT INTO alert_channels (id, organization_id, kind, name, address, created_by_membership_id)
       VALUES ($1, $2, 'email', 'books@firm.example', 'books@firm.example', $3)`,
      [channelId, id, people.owner.membershipId],
    ),
  );
  return channelId;
}

async function insertRows(
  firm: OrganizationId,
  company: CompanyId,
): Promise<{ readonly syncId: string; readonly alertId: string; readonly failureId: string }> {
  const [syncId, alertId] = [randomUUID(), randomUUID()];
  return asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
       VALUES ($1, $2, $3, 'full', 'person', 'succeeded')`,
      [syncId, firm, company],
    );
    await sql.query(
      "INSERT INTO alerts (id, organization_id, company_id, kind, message) VALUES ($1, $2, $3, 'stale', 'A drill.')",
      [alertId, firm, company],
    );
    const { rows } = await sql.query<{ id: string }>(
      "SELECT id FROM record_failures WHERE company_id = $1 LIMIT 1",
      [company],
    );
    return { syncId, alertId, failureId: rows[0]?.id ?? randomUUID() };
  });
}
