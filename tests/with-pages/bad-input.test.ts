// Input at the web server itself, as bytes on a socket: what Next.js and our wrapper around it make of addresses
// and cookies that no client would send.

import { connect } from "node:net";

import { afterAll, beforeAll, expect, it } from "vitest";

import { startChild, type Child } from "#bench/drills/child-process.ts";
import { freePort } from "#scripts/processes/free-port.ts";
import { setTestEnvironment, testEnvironment } from "../support/environment.ts";
import { createCompany, createFirm, everyonesPassword, type Firm } from "../support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";

let database: TestDatabase;
let web: Child;
let port: number;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  firm = await createFirm();
  port = await freePort();
  const environment = testEnvironment({
    databaseUrl: database.url,
    more: { PORT: String(port), HOST: "127.0.0.1" },
  });
  web = await startChild("web", ["server.ts"], environment, { readyWord: "Ready on" });
});
afterAll(async () => {
  await web.stop();
  await database.drop();
});

/** The status of a request whose path is sent as it stands. */
async function statusOf(path: string, cookie = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0));
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${cookie}\r\n\r\n`);
  });
}

it("answers no address and no cookie with 500", async () => {
  const { cookie } = firm.people.owner;
  const company = await createCompany(firm.id);
  const bad = ["%", "%zz", "%00", "%E0%A4%A", "%ED%A0%80", "__proto__", "%25zz"];
  const paths = bad.flatMap((text) => [
    `/${text}`,
    `/companies/${text}`,
    `/companies/${company}/records/invoice/${text}`,
    `/companies/${company}/records/invoice?search=${text}&after=${text}`,
    `/companies/${company}/records/${text}`,
    `/companies/${company}/runs?before=${text}`,
    `/api/companies/${company}/records/invoice/${text}`,
    `/api/auth/${text}`,
    `/api/auth/signin?callbackUrl=${text}`,
    `/sign-in?error=${text}&callbackUrl=${text}`,
    `/login?callbackUrl=${text}`,
    `/admin/webhooks?after=${text}&from=${text}`,
    `/settings/integrations?reason=${text}&search=${text}`,
    `/quickbooks/disconnected?realmId=${text}`,
    `/quickbooks/reconnect?realmId=${text}`,
  ]);
  const answered: Record<string, number> = {};
  for (const path of paths) {
    answered[path] = await statusOf(path, cookie);
    answered[`${path} signed out`] = await statusOf(
      path,
      `next-auth.session-token=${bad[0] ?? ""}; time-zone=%zz`,
    );
  }
  const wrong = Object.entries(answered).filter(([, status]) => status >= 500 || status === 0);
  expect(Object.fromEntries(wrong)).toEqual({});
});

it("still signs in through the form, and knows the session afterwards", async () => {
  const origin = `http://127.0.0.1:${port}`;
  const csrf = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { readonly csrfToken: string };
  const cookies = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  const signedIn = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies.join("; ") },
    body: new URLSearchParams({
      csrfToken,
      email: firm.people.admin.email,
      password: everyonesPassword,
      json: "true",
      callbackUrl: "/",
    }),
  });
  expect(signedIn.status).toBe(200);
  const session = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]);
  const me = await fetch(`${origin}/api/me`, { headers: { cookie: session.join("; ") } });
  expect(await me.json()).toMatchObject({ email: firm.people.admin.email });
});
