// A process that logs all it can while a connection is made, refused, used, lost and ended; for the test
// that looks for secrets in what it wrote. Started by fork, and reports by message which secrets it saw.

import { accessTokenFor, accessTokenSource } from "#lib/connections/refresh/access-token.ts";
import { openClient } from "#lib/connections/refresh/open-client.ts";
import { reseal } from "#lib/connections/reseal.ts";
import { config } from "#lib/config/config.ts";
import { toAppError } from "#lib/core/app-error.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { open } from "#lib/crypto/seal.ts";
import { closePool } from "#lib/db/pool.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { log } from "#lib/log/log.ts";
import { fetchRecord } from "#lib/quickbooks/fetch-record.ts";
import { unpaced } from "#lib/quickbooks/pacing.ts";
import { POST as disconnect } from "#app/api/quickbooks/disconnect/route.ts";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute } from "./call-route.ts";
import { comeBack, connectCompany, startAs } from "./connect-company.ts";
import { consentAtSandbox } from "./consent-at-sandbox.ts";
import { createFirm } from "./people-of-a-firm.ts";
import { expireStoredAccess, findStoredConnection } from "./stored-connection.ts";
import { spoilRefreshes } from "./token-sandbox.ts";

const secrets = new Set<string>();
const answers: string[] = [];

const sandbox = await startSandbox({ companies: 1, limits: false });
process.env["QUICKBOOKS_DISCOVERY_DOCUMENT"] = `${sandbox.url}/.well-known/openid_sandbox_configuration`;

const firm = await createFirm();
const { owner } = firm.people;
const realmId = sandbox.sandbox.registry.create({ size: "small", seed: 9 }).company.realmId;
secrets.add(realmId).add(owner.cookie).add(config().quickbooks.clientSecret);
secrets.add(config().nextAuthSecret);
for (const key of config().tokenEncryptionKeys) secrets.add(key.key.toString("base64"));

// Refused: no code is good twice, and this one is not good once.
const back = await consentAtSandbox(await startAs(owner, null), { realmId });
for (const name of ["code", "state"]) secrets.add(back.searchParams.get(name) ?? "");
sandbox.sandbox.faults.add({
  path: "/tokens/bearer",
  effect: "oauth",
  code: "invalid_grant",
  detail: `Invalid authorization code ${back.searchParams.get("code") ?? ""}`,
  skip: 0,
  times: 1,
  probability: 1,
  seed: 1,
  when: "before",
});
await comeBack(back, owner.cookie);

const company = await connectCompany(owner, realmId);
await noteTokens(company);

// Used, refused by the API, refreshed; and Intuit's own texts that quote a token.
const client = await openClient(company, { pacer: unpaced });
await fetchRecord(client, "company_info", "1");
sandbox.sandbox.grants.expireAccessTokens(realmId);
await fetchRecord(client, "company_info", "1");
await noteTokens(company);
const current = await accessTokenFor(company);
sandbox.sandbox.faults.add({
  realmId,
  effect: "gateway",
  status: 403,
  code: "3100",
  detail: `Token expired: ${current.value}`,
  skip: 0,
  times: 1,
  probability: 1,
  seed: 1,
  when: "before",
});
await failing(() => fetchRecord(client, "company_info", "1"));

// Lost on the way, refused, in want of an answer.
for (const effect of ["reset", "malformed", "truncate"] as const) {
  await expireStoredAccess(company);
  spoilRefreshes(sandbox, { effect, times: 2 });
  await failing(() => accessTokenFor(company));
  await failing(() => accessTokenFor(company));
  await noteTokens(company);
}
await failing(() => accessTokenSource(company).rejected(current.value));
await noteTokens(company);
await reseal();

// Ended while Intuit is away, and errors of libraries that carry what they were given.
sandbox.sandbox.faults.add({
  path: "/tokens/revoke",
  effect: "reset",
  skip: 0,
  probability: 1,
  seed: 1,
  when: "before",
});
answers.push(
  (await callRoute(disconnect, "POST", { cookie: owner.cookie, body: { companyId: company } })).text,
);
const careless = Object.assign(new Error(`Bearer ${current.value}`), {
  config: { headers: { authorization: `Bearer ${current.value}` } },
  response: { data: { refresh_token: current.value } },
});
log().error({ err: careless, refresh_token: current.value, realmId }, "a library's error");
answers.push(await problemResponse(careless).text());

await sandbox.stop();
await closePool();
process.send?.({ secrets: [...secrets], answers }, () => process.disconnect());

async function failing(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    log().error({ err: thrown }, "failed as it should");
    answers.push(await problemResponse(toAppError(thrown)).text());
  }
}

async function noteTokens(of: CompanyId): Promise<void> {
  const stored = await findStoredConnection(of);
  if (stored?.accessTokenSealed)
    secrets.add(open(stored.accessTokenSealed, { owner: of, field: "access_token" }));
  if (stored?.refreshTokenSealed) {
    secrets.add(open(stored.refreshTokenSealed, { owner: of, field: "refresh_token" }));
  }
}
