import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { escapeForChat } from "#lib/alerts/escape-for-chat.ts";
import { dismissAlert } from "#lib/alerts/dismiss-alert.ts";
import { sendAlert } from "#lib/alerts/send-alert.ts";
import { alertKinds, type AlertKind } from "#lib/books/alert-kind.ts";
import { asSystem, tenantModels } from "#lib/db/scope.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { createChannel, sendWaiting } from "#tests/support/alert-channels.ts";
import { startChatReceiver, type ChatReceiver } from "#tests/support/chat-receiver.ts";
import {
  createConnectedCompany,
  createOrganization,
  listJobs,
  setConnectionState,
  type CompanyWishes,
  type ConnectedCompany,
} from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startMailReceiver, type MailReceiver } from "#tests/support/mail-receiver.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let mail: MailReceiver;
let chat: ChatReceiver;
let operatorChat: ChatReceiver;

beforeAll(async () => {
  [database, mail, chat, operatorChat] = await Promise.all([
    createTestDatabase(),
    startMailReceiver(),
    startChatReceiver(),
    startChatReceiver(),
  ]);
  setTestEnvironment({
    databaseUrl: database.url,
    more: {
      SMTP_URL: mail.url,
      ALERT_EMAIL_FROM: "tieout@firm.example",
      ALERT_EMAIL_TO: "operator@host.example",
      ALERT_WEBHOOK_URL: operatorChat.url,
      ALERT_WEBHOOK_HOSTS: "127.0.0.1",
      QUICKBOOKS_MONTHLY_CALLS: "1000",
    },
  });
});
afterAll(async () => {
  await Promise.all([mail.stop(), chat.stop(), operatorChat.stop()]);
  await database.drop();
});
afterEach(async () => {
  mail.rejecting = false;
  chat.status = 200;
  mail.mails.length = 0;
  chat.texts.length = 0;
  operatorChat.texts.length = 0;
  await asSystem(async (sql) => {
    for (const table of [
      "alert_channels",
      "alerts",
      "quickbooks_syncs",
      "quickbooks_webhook_events",
      "quickbooks_call_meters",
    ]) {
      await sql.query(`DELETE FROM ${table}`);
    }
    await sql.query("UPDATE quickbooks_circuits SET opened_at = NULL");
    await sql.query("UPDATE quickbooks_connections SET state = 'disconnected'");
    await sql.query("DELETE FROM quickbooks_tokens");
    await sql.query("DELETE FROM company_record_types");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
  });
});

interface StoredAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly company_id: string | null;
  readonly state: string;
  readonly message: string;
  readonly times_seen: number;
  readonly notified_at: Date | null;
  readonly recovery_notified_at: Date | null;
}

async function alerts(): Promise<readonly StoredAlert[]> {
  const { rows } = await asSystem((sql) => sql.query<StoredAlert>("SELECT * FROM alerts ORDER BY opened_at"));
  return rows;
}

const sql = (text: string, values: readonly unknown[] = []): Promise<unknown> =>
  asSystem((system) => system.query(text, [...values]));

/** A company whose firm has a mailbox and a chat as its channels. */
async function createReportingCompany(wishes: CompanyWishes = {}): Promise<ConnectedCompany> {
  const firm = await createOrganization();
  await createChannel(firm, { kind: "email", address: "books@firm.example" });
  await createChannel(firm, { kind: "chat", name: "#books", url: chat.url });
  return createConnectedCompany({ organizationId: firm, ...wishes });
}

const mailsTo = (address: string) => mail.mails.filter(({ to }) => to.includes(address));

const anyTime = new Date();

async function addRuns(company: ConnectedCompany, state: string, count: number): Promise<void> {
  await sql(
    `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state, finished_at)
     SELECT gen_random_uuid(), $1, $2, 'incremental', 'schedule', $3, now() FROM generate_series(1, $4)`,
    [company.organizationId, company.companyId, state, count],
  );
}

/** Brings about what a rule looks for, and puts it right again. */
const situations: Readonly<
  Record<
    AlertKind,
    {
      happen: (company: ConnectedCompany) => Promise<unknown>;
      mend: (company: ConnectedCompany) => Promise<unknown>;
    }
  >
> = {
  reconnect_needed: {
    happen: ({ companyId }) => setConnectionState(companyId, "needs_reconnect"),
    mend: ({ companyId }) => setConnectionState(companyId, "connected"),
  },
  subscription_lapsed: {
    happen: ({ companyId }) => setConnectionState(companyId, "subscription_lapsed"),
    mend: ({ companyId }) => setConnectionState(companyId, "connected"),
  },
  grant_expiring: {
    happen: ({ companyId, organizationId }) =>
      sql(
        `INSERT INTO quickbooks_tokens (connection_id, organization_id, company_id, access_token_sealed,
           refresh_token_sealed, access_expires_at, refresh_expires_at)
         SELECT id, $1, $2, '', '', now(), now() + interval '10 days' FROM quickbooks_connections WHERE company_id = $2`,
        [organizationId, companyId],
      ),
    mend: () => sql("UPDATE quickbooks_tokens SET refresh_expires_at = now() + interval '100 days'"),
  },
  mass_deletion: {
    happen: (company) => addRuns(company, "awaiting_approval", 1),
    mend: () => sql("UPDATE quickbooks_syncs SET state = 'cancelled'"),
  },
  count_mismatch: {
    happen: ({ companyId, organizationId }) =>
      sql(
        `INSERT INTO company_record_types (organization_id, company_id, record_type, offered, source_count, our_count)
         VALUES ($1, $2, 'invoice', true, 10, 9), ($1, $2, 'bill', true, 5, 5)`,
        [organizationId, companyId],
      ),
    mend: () => sql("UPDATE company_record_types SET our_count = source_count"),
  },
  stale: {
    happen: ({ companyId }) =>
      sql("UPDATE companies SET last_synced_at = now() - interval '50 hours' WHERE id = $1", [companyId]),
    mend: ({ companyId }) => sql("UPDATE companies SET last_synced_at = now() WHERE id = $1", [companyId]),
  },
  dead_events: {
    happen: ({ companyId, organizationId }) =>
      sql(
        `INSERT INTO quickbooks_webhook_events (event_id, organization_id, company_id, realm_id_hash, entity,
           operation, source_id, occurred_at, state)
         VALUES ('dead', $1, $2, 'hash', 'Invoice', 'updated', '1', now(), 'dead')`,
        [organizationId, companyId],
      ),
    mend: () => sql("UPDATE quickbooks_webhook_events SET state = 'pending'"),
  },
  error_rate: {
    happen: async (company) => {
      await addRuns(company, "succeeded", 18);
      await addRuns(company, "failed", 2);
    },
    mend: (company) => addRuns(company, "succeeded", 30),
  },
  call_budget: {
    happen: ({ companyId, organizationId }) =>
      sql(
        `INSERT INTO quickbooks_call_meters (organization_id, company_id, day, metered)
         VALUES ($1, $2, (now() AT TIME ZONE 'UTC')::date, 850)`,
        [organizationId, companyId],
      ),
    mend: () => sql("UPDATE quickbooks_call_meters SET metered = 10"),
  },
  circuit_open: {
    happen: () => sql("UPDATE quickbooks_circuits SET opened_at = now() - interval '2 minutes'"),
    mend: () => sql("UPDATE quickbooks_circuits SET opened_at = NULL"),
  },
};

describe("what needs a person", () => {
  it.each(alertKinds)(
    "%s: is told of once on each channel, and once more when it is solved",
    async (kind) => {
      const company = await createReportingCompany({
        columns: { name: "Acme & Söhne", last_synced_at: new Date() },
      });
      expect(await checkAlerts(anyTime)).toEqual({ opened: 0, recovered: 0 });
      await situations[kind].happen(company);
      expect(await checkAlerts(anyTime)).toEqual({ opened: 1, recovered: 0 });
      await sendWaiting();
      expect(await checkAlerts(anyTime)).toEqual({ opened: 0, recovered: 0 });
      await sendWaiting();
      expect(await alerts()).toMatchObject([{ kind, state: "open", notified_at: expect.any(Date) as Date }]);
      expect(mailsTo("books@firm.example")).toHaveLength(1);
      expect(chat.texts).toHaveLength(1);
      const forOperator = kind === "call_budget" || kind === "circuit_open" ? 1 : 0;
      expect(mailsTo("operator@host.example")).toHaveLength(forOperator);
      expect(operatorChat.texts).toHaveLength(forOperator);
      const [alert] = await alerts();
      expect(chat.texts[0]).toContain(escapeForChat(alert?.message ?? "no alert"));

      await situations[kind].mend(company);
      expect(await checkAlerts(anyTime)).toEqual({ opened: 0, recovered: 1 });
      await sendWaiting();
      expect(await checkAlerts(anyTime)).toEqual({ opened: 0, recovered: 0 });
      expect(await alerts()).toMatchObject([
        { state: "recovered", recovery_notified_at: expect.any(Date) as Date },
      ]);
      expect([mailsTo("books@firm.example").length, chat.texts.length]).toEqual([2, 2]);
      expect([mail.mails.length, operatorChat.texts.length]).toEqual([2 + 2 * forOperator, 2 * forOperator]);
    },
  );

  it("is opened once by many checks at once", async () => {
    const company = await createReportingCompany({ state: "needs_reconnect" });
    await Promise.all(Array.from({ length: 6 }, () => checkAlerts(anyTime)));
    expect((await alerts()).map((alert) => alert.company_id)).toEqual([company.companyId]);
    expect(await listJobs("send_alert")).toHaveLength(2);
  });

  it("is not told of when it was solved before anybody could be told", async () => {
    const company = await createReportingCompany({ state: "needs_reconnect" });
    await checkAlerts(anyTime);
    await setConnectionState(company.companyId, "disconnected");
    await checkAlerts(anyTime);
    await sendWaiting();
    expect([mail.mails, chat.texts]).toEqual([[], []]);
  });

  it("stays dismissed until it has recovered, and is new when it comes back", async () => {
    const company = await createConnectedCompany({ state: "revoked" });
    await checkAlerts(anyTime);
    const [alert] = await alerts();
    const { organizationId } = company;
    const dismissed = await tenantModels(organizationId, (models) =>
      dismissAlert(models, organizationId, alert?.id ?? ""),
    );
    expect(dismissed).toBe(true);
    expect(await checkAlerts(anyTime)).toEqual({ opened: 0, recovered: 0 });
    await setConnectionState(company.companyId, "disconnected");
    await checkAlerts(anyTime);
    await setConnectionState(company.companyId, "revoked");
    expect(await checkAlerts(anyTime)).toEqual({ opened: 1, recovered: 0 });
    expect((await alerts()).map((one) => one.state).sort()).toEqual(["dismissed", "open"]);
  });

  it("says how often its figures have changed", async () => {
    const company = await createConnectedCompany({ columns: { last_synced_at: new Date() } });
    await situations.dead_events.happen(company);
    await checkAlerts(anyTime);
    await checkAlerts(anyTime);
    expect(await alerts()).toMatchObject([{ times_seen: 1 }]);
    await sql(
      `INSERT INTO quickbooks_webhook_events SELECT 'dead 2', organization_id, company_id, realm_id_hash, entity,
         operation, source_id, deleted_id, occurred_at, received_at, state FROM quickbooks_webhook_events`,
    );
    await checkAlerts(anyTime);
    expect(await alerts()).toMatchObject([{ times_seen: 2, kind: "dead_events" }]);
  });
});

describe("a channel that is down", () => {
  it("is tried again without telling the other one twice", async () => {
    chat.status = 503;
    await createReportingCompany({ state: "needs_reconnect" });
    await checkAlerts(anyTime);
    const worker = await startWorker({ clock: false });
    await eventually("the mail", () => mail.mails.length === 1);
    await eventually("a failed try of the chat's", async () =>
      (await listJobs("send_alert")).some((job) => job.attempts > 0 && job.lockedBy === null),
    );
    chat.status = 200;
    await eventually("the chat message", () => chat.texts.length === 1, 20_000);
    await worker.stop();
    expect(mail.mails).toHaveLength(1);
  });

  it("throws, so that the queue tries again: mail", async () => {
    mail.rejecting = true;
    const { organizationId } = await createConnectedCompany({ state: "needs_reconnect" });
    const channelId = await createChannel(organizationId, { kind: "email", address: "books@firm.example" });
    await checkAlerts(anyTime);
    const [alert] = await alerts();
    const notice = { organizationId, alertId: alert?.id ?? "", notice: "opened", channelId } as const;
    await expect(sendAlert(notice)).rejects.toMatchObject({ code: "alert.undelivered" });
    mail.rejecting = false;
    expect(await sendAlert(notice)).toBe("sent");
    expect(await sendAlert(notice)).toBe("not_needed");
    expect(mail.mails).toHaveLength(1);
  });
});
