import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, test } from "vitest";

import { demoSecrets } from "#lib/config/config.ts";
import { parseTokenEncryptionKeys } from "#lib/config/token-encryption-keys.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { open } from "#lib/crypto/seal.ts";
import { asSystem } from "#lib/db/scope.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { createChannel } from "#tests/support/alert-channels.ts";
import { connectCompany } from "#tests/support/connect-company.ts";
import { setTestEnvironment, testEnvironment } from "#tests/support/environment.ts";
import { createFirm } from "#tests/support/people-of-a-firm.ts";
import { startTokenUser } from "#tests/support/start-token-user.ts";
import { expireStoredAccess, findStoredConnection } from "#tests/support/stored-connection.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";
import { spoilRefreshes } from "#tests/support/token-sandbox.ts";
import { eventually } from "#tests/support/eventually.ts";

const command = path.resolve(import.meta.dirname, "../../../scripts/reseal-tokens.ts");
const newKey = `next:${randomBytes(32).toString("base64")}`;
const bothKeys = `${newKey},${demoSecrets.tokenEncryptionKeys}`;

let database: TestDatabase;
let sandbox: RunningSandbox;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1, limits: false });
  setTestEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { ALERT_WEBHOOK_HOSTS: "127.0.0.1" },
  });
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

function environmentWith(keys: string): Record<string, string> {
  return testEnvironment({
    databaseUrl: database.url,
    sandboxUrl: sandbox.url,
    more: { TOKEN_ENCRYPTION_KEYS: keys },
  });
}

async function runReseal(keys: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [command], {
    env: { ...environmentWith(keys), NODE_ENV: "test", PATH: process.env["PATH"] },
  });
  return stdout;
}

async function newConnection(): Promise<CompanyId> {
  const { company } = sandbox.sandbox.registry.create({ size: "small", seed: 5 });
  return connectCompany((await createFirm()).people.owner, company.realmId);
}

/** Uses a company's tokens in a process that was started with these keys. */
async function useWith(keys: string, company: CompanyId): Promise<readonly string[]> {
  return (await startTokenUser(company, environmentWith(keys))).use();
}

test("rotation moves everything to the first key, finds nothing the second time, and the old key can go", async () => {
  const [first, second] = [await newConnection(), await newConnection()];
  const firm = await createFirm();
  const channel = { kind: "chat", name: "#books", url: "http://127.0.0.1:9/hook" } as const;
  await createChannel(firm.id, channel);
  const before = await findStoredConnection(first);
  const report = await runReseal(bothKeys);
  expect(report).toContain("tokens: 2 seen, 2 sealed with the first key now.");
  expect(report).toContain("realms: 2 seen, 2 sealed with the first key now.");
  expect(report).toContain("channelUrls: 1 seen, 1 sealed with the first key now.");
  expect(report).toContain("lookupKeys: 1 seen, 1 sealed with the first key now.");
  const after = await findStoredConnection(first);
  for (const sealed of [after?.accessTokenSealed, after?.refreshTokenSealed, after?.realmIdSealed]) {
    expect(sealed).toMatch(/^v1\.next\./);
  }
  // Webhooks find the company as before, and the pair is the same pair.
  expect(after).toMatchObject({ realmIdHash: before?.realmIdHash, generation: before?.generation });
  expect(await runReseal(bothKeys)).toContain("tokens: 2 seen, 0 sealed with the first key now.");
  const { rows } = await asSystem((sql) =>
    sql.query<{ url_sealed: string }>("SELECT url_sealed FROM alert_channels"),
  );
  const keys = parseTokenEncryptionKeys(newKey);
  expect(open(rows[0]?.url_sealed ?? "", { owner: firm.id, field: "alert_channel_url" }, keys)).toBe(
    channel.url,
  );
  for (const company of [first, second]) {
    await expireStoredAccess(company);
    expect(await useWith(newKey, company)).toEqual(["read"]);
  }
});

test("a refresh under way while keys rotate keeps its answer", async () => {
  const company = await newConnection();
  sandbox.sandbox.switches.set({ refreshTokenRotationSeconds: 0 });
  await expireStoredAccess(company);
  const fault = spoilRefreshes(sandbox, { effect: "slow", delayMs: 1_500, times: 1 });
  const user = await startTokenUser(company, environmentWith(bothKeys));
  const report = user.use();
  await eventually("the request to Intuit", () => fault.hits() === 1);
  await runReseal(bothKeys);
  expect(await report).toEqual(["read"]);
  expect(await findStoredConnection(company)).toMatchObject({ state: "connected", generation: 2 });
  await expireStoredAccess(company);
  expect(await useWith(newKey, company)).toEqual(["read"]);
});

test("a value under a key that is not configured stops the rotation and says which key is missing", async () => {
  await newConnection();
  await asSystem((sql) =>
    sql.query(
      "UPDATE quickbooks_connections SET realm_id_sealed = 'v1.gone.' || split_part(realm_id_sealed, '.', 3)",
    ),
  );
  const failed = await runReseal(bothKeys).catch((thrown: unknown) => thrown);
  expect(failed).toMatchObject({ code: 1 });
  expect(String(Reflect.get(Object(failed), "stderr"))).toContain('"gone" is not in TOKEN_ENCRYPTION_KEYS');
});
