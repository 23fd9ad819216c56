// Who is let in is declared beside each page, and a test reads the declarations. This one asks the running
// application whether it keeps them: every page, as nobody, as another firm, and as who may not.

import { randomUUID } from "node:crypto";

import { expect, request, test, type APIRequestContext } from "@playwright/test";
import pg from "pg";
import { z } from "zod";

import { demoFirm, demoPassword, demoPeople, otherOwner } from "#scripts/stack/demo-people.ts";
import { isForManagers } from "../support/is-for-managers.ts";
import { listPages, type PageToVisit } from "./support/list-pages.ts";
import { appUrl, databaseSystemUrl } from "./support/running-stack.ts";
import { signInAs } from "./support/sign-in-as.ts";

const publicPaths = ["/sign-in", "/sign-out", "/forgot-password", "/quickbooks/disconnected", "/invitation"];
const companyId = randomUUID();

let pages: readonly PageToVisit[];

test.beforeAll(async () => {
  await addCompany();
  const all = await listPages({ companyId, recordType: "invoice", sourceId: "1", syncId: randomUUID() });
  pages = all.filter(({ path }) => !publicPaths.includes(path));
  expect(pages.length).toBeGreaterThan(5);
});

test("a stranger is asked to sign in, and comes back to where they wanted to go", async ({ page }) => {
  const nobody = await request.newContext({ baseURL: appUrl() });
  for (const { path } of pages) {
    // A page with a skeleton is sent on from within, so the status alone does not tell.
    await page.goto(`${appUrl()}${path}`);
    await page.waitForURL((url) => url.pathname === "/sign-in");
    expect(new URL(page.url()).searchParams.get("callbackUrl"), path).toBe(path);
    expect(await (await nobody.get(path, { maxRedirects: 0 })).text(), path).not.toContain("Secret & Sons");
  }
  for (const path of publicPaths) expect((await nobody.get(path)).status(), path).toBe(200);
});

test("another firm's owner finds nothing at the addresses of a company", async () => {
  const stranger = await signedIn(otherOwner.email);
  for (const { path } of ofCompany()) {
    const answer = await stranger.get(path);
    expect(answer.status(), path).toBe(404);
    expect(await answer.text(), path).not.toContain("Secret & Sons");
  }
});

test("an accountant and a viewer find nothing of a company that they were not given", async () => {
  for (const person of [demoPeople.accountant, demoPeople.viewer]) {
    const colleague = await signedIn(person.email);
    for (const { path } of ofCompany()) expect((await colleague.get(path)).status(), path).toBe(404);
  }
});

test("pages for owners and admins refuse the others, and say so", async ({ browser }) => {
  for (const person of [demoPeople.accountant, demoPeople.viewer]) {
    const page = await browser.newPage();
    await signInAs(page, person);
    for (const { path } of forManagers()) {
      await page.goto(`${appUrl()}${path}`);
      await expect(page.getByRole("heading", { level: 1 }), path).toContainText("not for your role");
    }
    await page.close();
  }
  const owner = await signedIn(demoPeople.owner.email);
  for (const { path } of forManagers()) expect((await owner.get(path)).status(), path).toBe(200);
});

test("no page is kept by a browser or a proxy, or shown in somebody else's frame", async () => {
  const owner = await signedIn(demoPeople.owner.email);
  for (const path of ["/", `/companies/${companyId}`]) {
    const headers = (await owner.get(path)).headers();
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});

function ofCompany(): readonly PageToVisit[] {
  return pages.filter(({ path }) => path.includes(companyId));
}

function forManagers(): readonly PageToVisit[] {
  return pages.filter(({ path }) => isForManagers(path));
}

async function signedIn(email: string): Promise<APIRequestContext> {
  const browser = await request.newContext({ baseURL: appUrl() });
  const answer: unknown = await (await browser.get("/api/auth/csrf")).json();
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(answer);
  await browser.post("/api/auth/callback/credentials", {
    form: { email, password: demoPassword, csrfToken },
  });
  expect((await browser.get("/api/me")).status(), email).toBe(200);
  return browser;
}

async function addCompany(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseSystemUrl() });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO companies (id, organization_id, name)
       SELECT $1, id, 'Secret & Sons' FROM organizations WHERE name = $2`,
      [companyId, demoFirm],
    );
  } finally {
    await client.end();
  }
}
