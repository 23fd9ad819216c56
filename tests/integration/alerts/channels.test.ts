// Alert channels belong to a firm: who may manage them, where they may lead, and that an alert reaches its own
// firm's and no other.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { PATCH, DELETE } from "#app/api/alert-channels/[channelId]/route.ts";
import { POST as TEST } from "#app/api/alert-channels/[channelId]/test/route.ts";
import { GET, POST } from "#app/api/alert-channels/route.ts";
import { sealChannelUrl } from "#lib/alerts/channels/channel-url.ts";
import { addChannel } from "#lib/alerts/channels/manage-channels.ts";
import { postToWebhook } from "#lib/alerts/channels/post-to-webhook.ts";
import { testChannel } from "#lib/alerts/channels/test-channel.ts";
import { checkAlerts } from "#lib/alerts/check-alerts.ts";
import { sendAlert } from "#lib/alerts/send-alert.ts";
import { channelToAdd } from "#lib/contracts/alert-channels.ts";
import { asSystem } from "#lib/db/scope.ts";
import { sendWaiting } from "#tests/support/alert-channels.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { startChatReceiver, type ChatReceiver } from "#tests/support/chat-receiver.ts";
import { createConnectedCompany, listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { startMailReceiver, type MailReceiver } from "#tests/support/mail-receiver.ts";
import { addMember, createFirm, type Firm, type SignedInPerson } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let mail: MailReceiver;
let ours: ChatReceiver;
let theirs: ChatReceiver;

beforeAll(async () => {
  [database, mail, ours, theirs] = await Promise.all([
    createTestDatabase(),
    startMailReceiver(),
    startChatReceiver(),
    startChatReceiver(),
  ]);
  setTestEnvironment({
    databaseUrl: database.url,
    // By port: the rest of this machine stays out of reach.
    more: {
      SMTP_URL: mail.url,
      ALERT_WEBHOOK_HOSTS: [new URL(ours.url).host, new URL(theirs.url).host, "rebinding.example"].join(","),
    },
  });
});
afterAll(async () => {
  await Promise.all([mail.stop(), ours.stop(), theirs.stop()]);
  await database.drop();
});
afterEach(async () => {
  mail.mails.length = 0;
  ours.texts.length = 0;
  theirs.texts.length = 0;
  [ours.status, mail.rejecting] = [200, false];
  await asSystem(async (sql) => {
    await sql.query("DELETE FROM alerts");
    await sql.query("DELETE FROM alert_channels");
    await sql.query("UPDATE quickbooks_connections SET state = 'disconnected'");
    await sql.query("DELETE FROM graphile_worker._private_jobs");
  });
});

const chat = (url: string, more: object = {}) => ({ kind: "chat", name: "#books", url, ...more });

async function add(person: SignedInPerson, body: object): Promise<string> {
  const { status, json } = await callRoute(POST, "POST", { cookie: person.cookie, body });
  expect([status, json]).toEqual([201, { id: expect.any(String) as string }]);
  return String(json["id"]);
}

async function listed(person: SignedInPerson): Promise<readonly Record<string, unknown>[]> {
  const { json } = await callRoute(GET, "GET", { cookie: person.cookie });
  return json["channels"] as readonly Record<string, unknown>[];
}

const needsReconnect = (firm: Firm, name = "Acme") =>
  createConnectedCompany({ organizationId: firm.id, state: "needs_reconnect", columns: { name } });

describe("an alert", () => {
  it("reaches its own firm's channels and no other's", async () => {
    const [one, other] = [await createFirm(), await createFirm()];
    await add(one.people.owner, chat(ours.url));
    await add(one.people.admin, { kind: "email", address: "Books@One.example" });
    await add(other.people.owner, chat(theirs.url));
    await needsReconnect(one, "Ours");
    await needsReconnect(other, "Theirs");
    await checkAlerts(new Date());
    expect(await sendWaiting()).toEqual([]);
    expect(ours.texts).toEqual([expect.stringMatching(/^Needs attention: Ours\n/)]);
    expect(theirs.texts).toEqual([expect.stringMatching(/^Needs attention: Theirs\n/)]);
    expect(mail.mails.map(({ to }) => to)).toEqual([["books@one.example"]]);
  });

  it("cannot be sent to another firm's channel, not even by a job that says so", async () => {
    const [one, other] = [await createFirm(), await createFirm()];
    const channelId = await add(other.people.owner, chat(theirs.url));
    await needsReconnect(one);
    await checkAlerts(new Date());
    const alertId = await onlyAlert();
    for (const firm of [one, other]) {
      const notice = { organizationId: firm.id, alertId, notice: "opened", channelId } as const;
      expect(await sendAlert(notice)).toBe("not_needed");
    }
    expect(theirs.texts).toEqual([]);
  });

  it("goes to the channels that cover its kind", async () => {
    const firm = await createFirm();
    await add(firm.people.owner, chat(ours.url, { covers: "urgent" }));
    await add(firm.people.owner, chat(theirs.url, { covers: "kinds", kinds: ["subscription_lapsed"] }));
    await needsReconnect(firm, "Stands still");
    await createConnectedCompany({
      organizationId: firm.id,
      state: "subscription_lapsed",
      columns: { name: "Did not pay" },
    });
    await checkAlerts(new Date());
    await sendWaiting();
    expect(ours.texts).toEqual([expect.stringContaining("Stands still")]);
    expect(theirs.texts).toEqual([expect.stringContaining("Did not pay")]);
  });

  it("goes by mail to those who run the firm while it has no channel that is on", async () => {
    const firm = await createFirm();
    const gone = await addMember(firm.id, "admin");
    await asSystem((sql) =>
      sql.query("UPDATE memberships SET disabled_at = now() WHERE id = $1", [gone.membershipId]),
    );
    const id = await add(firm.people.owner, chat(ours.url));
    const off = { cookie: firm.people.owner.cookie, params: { channelId: id }, body: { enabled: false } };
    expect((await callRoute(PATCH, "PATCH", off)).status).toBe(204);
    const company = await needsReconnect(firm);
    await checkAlerts(new Date());
    await sendWaiting();
    await asSystem((sql) =>
      sql.query("UPDATE quickbooks_connections SET state = 'connected' WHERE company_id = $1", [
        company.companyId,
      ]),
    );
    await checkAlerts(new Date());
    await sendWaiting();
    const people = [firm.people.admin.email, firm.people.owner.email].sort();
    expect(mail.mails.map(({ to }) => [...to].sort())).toEqual([people, people]);
    expect(mail.mails.map(({ raw }) => /^Subject: (\w+)/m.exec(raw)?.[1])).toEqual(["Needs", "Solved"]);
    expect(ours.texts).toEqual([]);
  });

  it("that could not be delivered says so on its channel, until it could", async () => {
    const firm = await createFirm();
    await add(firm.people.owner, chat(ours.url));
    await needsReconnect(firm);
    await checkAlerts(new Date());
    const [job] = await listJobs("send_alert");
    ours.status = 404;
    expect(await sendWaiting()).toMatchObject([{ code: "alert.undelivered" }]);
    const host = new URL(ours.url).host;
    expect(await listed(firm.people.admin)).toMatchObject([
      { lastDelivery: { outcome: "failed", error: `${host} answered 404.` } },
    ]);
    ours.status = 200;
    await asSystem((sql) =>
      sql.query("SELECT graphile_worker.add_job('send_alert', $1::json)", [JSON.stringify(job?.payload)]),
    );
    expect(await sendWaiting()).toEqual([]);
    expect(await listed(firm.people.admin)).toMatchObject([
      { lastDelivery: { outcome: "sent", error: null } },
    ]);
    const { rows } = await asSystem((sql) => sql.query("SELECT attempts, outcome FROM alert_deliveries"));
    expect(rows).toEqual([{ attempts: 2, outcome: "sent" }]);
  });
});

describe("a channel", () => {
  it("is neither seen nor tested, changed or removed by another firm", async () => {
    const [one, other] = [await createFirm(), await createFirm()];
    const channelId = await add(one.people.owner, chat(ours.url));
    const stranger = { cookie: other.people.owner.cookie, params: { channelId } };
    expect(await listed(other.people.owner)).toEqual([]);
    expect((await callRoute(TEST, "POST", { ...stranger, body: {} })).status).toBe(404);
    expect((await callRoute(PATCH, "PATCH", { ...stranger, body: { enabled: false } })).status).toBe(404);
    expect((await callRoute(DELETE, "DELETE", stranger)).status).toBe(404);
    expect(await listed(one.people.owner)).toMatchObject([
      { id: channelId, enabled: true, lastDelivery: null },
    ]);
    expect(ours.texts).toEqual([]);
  });

  it("is none of an accountant's or a viewer's business", async () => {
    const firm = await createFirm();
    const channelId = await add(firm.people.owner, chat(ours.url));
    for (const role of ["accountant", "viewer"] as const) {
      const { cookie } = firm.people[role];
      const about = { cookie, params: { channelId } };
      const answers = [
        await callRoute(GET, "GET", { cookie }),
        await callRoute(POST, "POST", { cookie, body: chat(ours.url) }),
        await callRoute(PATCH, "PATCH", { ...about, body: { enabled: false } }),
        await callRoute(TEST, "POST", { ...about, body: {} }),
        await callRoute(DELETE, "DELETE", about),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
  });

  it("keeps its webhook's address to itself, sealed for its firm", async () => {
    const [firm, other] = [await createFirm(), await createFirm()];
    const secret = `${ours.url}/T0000/very-secret`;
    const channelId = await add(firm.people.owner, chat(secret));
    const shown = JSON.stringify(await listed(firm.people.owner));
    expect(shown).not.toContain("very-secret");
    const { rows } = await asSystem((sql) => sql.query("SELECT * FROM alert_channels"));
    expect(JSON.stringify(rows)).not.toContain("very-secret");
    // Copied into a row of another firm it does not open.
    const copy = await add(other.people.owner, chat(theirs.url));
    await asSystem((sql) =>
      sql.query(
        "UPDATE alert_channels SET url_sealed = (SELECT url_sealed FROM alert_channels WHERE id = $2) WHERE id = $1",
        [copy, channelId],
      ),
    );
    expect(await testChannel(await other.people.owner.actor(), copy)).toMatchObject({ outcome: "failed" });
    expect(ours.texts).toEqual([]);
  });

  it("says how a test message went, and each step stands in the audit trail", async () => {
    const firm = await createFirm("Söhne <!channel>");
    const { cookie } = firm.people.admin;
    const channelId = await add(firm.people.admin, chat(ours.url));
    const about = { cookie, params: { channelId } };
    const good = await callRoute(TEST, "POST", { ...about, body: {} });
    expect(good.json).toMatchObject({ outcome: "sent", error: null });
    expect(ours.texts).toEqual([expect.stringContaining("Test: alerts of Söhne &lt;!channel&gt;")]);
    ours.status = 410;
    const bad = await callRoute(TEST, "POST", { ...about, body: {} });
    expect(bad).toMatchObject({ status: 200, json: { outcome: "failed" } });
    await callRoute(PATCH, "PATCH", { ...about, body: { covers: "urgent" } });
    expect(await listed(firm.people.owner)).toMatchObject([{ covers: "urgent", createdBy: "The admin" }]);
    expect((await callRoute(DELETE, "DELETE", about)).status).toBe(204);
    const { rows } = await asSystem((sql) =>
      sql.query<{ action: string }>(
        "SELECT action FROM audit_events WHERE organization_id = $1 ORDER BY at, id",
        [firm.id],
      ),
    );
    expect(rows.map(({ action }) => action.replace("alert_channel.", "")).sort()).toEqual(
      ["added", "tested", "tested", "changed", "removed"].sort(),
    );
    expect(rows.every(({ action }) => action.startsWith("alert_channel."))).toBe(true);
  });

  it("is one of ten at most, however many are added at once", async () => {
    const actor = await (await createFirm()).people.owner.actor();
    const wanted = channelToAdd.parse({ kind: "email", address: "books@firm.example" });
    const added = await Promise.allSettled(Array.from({ length: 12 }, () => addChannel(actor, wanted)));
    expect(added.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });

  it("cannot name another firm's person as its maker, nor another firm's alert as told", async () => {
    const [one, other] = [await createFirm(), await createFirm()];
    const channelId = await add(one.people.owner, chat(ours.url));
    await needsReconnect(other);
    await checkAlerts(new Date());
    const foreignKey = { code: "23503" };
    await expect(
      asSystem((sql) =>
        sql.query("UPDATE alert_channels SET created_by_membership_id = $1", [
          other.people.owner.membershipId,
        ]),
      ),
    ).rejects.toMatchObject(foreignKey);
    await expect(
      asSystem((sql) =>
        sql.query(
          `INSERT INTO alert_deliveries (organization_id, alert_id, notice, receiver, channel_id, outcome)
           SELECT $1, id, 'opened', 'x', $2, 'sent' FROM alerts`,
          [other.id, channelId],
        ),
      ),
    ).rejects.toMatchObject(foreignKey);
  });
});

describe("a webhook that leads inside", () => {
  it.each([
    "https://127.0.0.1/hook",
    "https://localhost/hook",
    "https://[::1]/hook",
    "https://[::ffff:127.0.0.1]/hook",
    "http://169.254.169.254/latest/meta-data/",
    "https://10.0.0.8/hook",
    "https://2130706433/",
    "https://user:pass@hooks.example/",
    "gopher://hooks.example/",
  ])("is refused when it is saved: %s", async (url) => {
    const firm = await createFirm();
    const { cookie } = firm.people.owner;
    const { status, json } = await callRoute(POST, "POST", { cookie, body: chat(url) });
    expect([status, json["code"]]).toEqual([400, "request.invalid"]);
    expect(String(json["detail"])).toMatch(/private network|no user name|not the address/);
    expect(await listed(firm.people.owner)).toEqual([]);
  });

  it("is refused when it is sent to, and not tried again: its name has moved since it was saved", async () => {
    const firm = await createFirm();
    const actor = await firm.people.owner.actor();
    const { port } = new URL(ours.url);
    const wanted = channelToAdd.parse(chat(`http://moving.example:${port}/hook`));
    const { id: channelId } = await addChannel(actor, wanted, () =>
      Promise.resolve([{ address: "93.184.216.34", family: 4 }]),
    );
    const nowInside = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    await needsReconnect(firm);
    await checkAlerts(new Date());
    const notice = {
      organizationId: firm.id,
      alertId: await onlyAlert(),
      notice: "opened",
      channelId,
    } as const;
    expect(await sendAlert(notice, nowInside)).toBe("rejected");
    expect(await testChannel(actor, channelId, nowInside)).toMatchObject({
      outcome: "failed",
      error: "This address leads into a private network, where Tieout does not send.",
    });
    expect(ours.texts).toEqual([]);
  });

  it("is refused when it is sent to though it stands in the database", async () => {
    const firm = await createFirm();
    const channelId = await add(firm.people.owner, chat(ours.url));
    const inside = sealChannelUrl(`https://localhost:${new URL(ours.url).port}/hook`, firm.id);
    await asSystem((sql) => sql.query("UPDATE alert_channels SET url_sealed = $1", [inside]));
    expect(await testChannel(await firm.people.owner.actor(), channelId)).toMatchObject({
      outcome: "failed",
    });
    expect(ours.texts).toEqual([]);
  });

  it("is connected to where it was checked: a name that answers otherwise the next time is not asked again", async () => {
    const { port } = new URL(ours.url);
    let asked = 0;
    await postToWebhook(`http://rebinding.example:${port}/hook`, { text: "checked" }, () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }]);
    });
    expect([asked, ours.texts]).toEqual([1, ["checked"]]);
  });

  it("is not reached by a redirect, and a long answer is not read", async () => {
    const answered: { status: number; location?: string } = { status: 307, location: theirs.url };
    const server = createServer((_request, response) => {
      response.writeHead(answered.status, answered.location ? { Location: answered.location } : {});
      const more = (): void => {
        if (answered.status === 200 && !response.destroyed)
          response.write("x".repeat(1024), () => setImmediate(more));
        else response.end();
      };
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://rebinding.example:${port}/`;
    const here = () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]);
    await expect(postToWebhook(url, { text: "x" }, here)).rejects.toMatchObject({
      code: "alert.undelivered",
      message: expect.stringContaining("307") as string,
    });
    expect(theirs.texts).toEqual([]);
    answered.status = 200;
    delete answered.location;
    await postToWebhook(url, { text: "x" }, here);
    // Ends only because the endless answer was hung up on.
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

async function onlyAlert(): Promise<string> {
  const { rows } = await asSystem((sql) => sql.query<{ id: string }>("SELECT id FROM alerts"));
  expect(rows).toHaveLength(1);
  return rows[0]?.id ?? "";
}
