// A PostgreSQL and a web server of their own: the other stories share theirs, and could not go on without.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, test, type Page } from "@playwright/test";
import pg from "pg";

import { startDrillDatabase, type DrillDatabase } from "#bench/drills/drill-database.ts";
import { inProject } from "#scripts/project-root.ts";
import { demoPeople } from "#scripts/stack/demo-people.ts";
import { expectNoBarrier } from "./support/no-barrier.ts";
import { startOwnWeb, type OwnWeb } from "./support/own-web.ts";
import { signInAs } from "./support/sign-in-as.ts";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

let database: DrillDatabase;
let web: OwnWeb;
let url: string;
let owner: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  database = await startDrillDatabase();
  web = await startOwnWeb(database.urls);
  ({ url } = web);
  await promisify(execFile)(process.execPath, [inProject("scripts/seed-demo.ts")], {
    env: { ...process.env, ...web.environment },
  });
  owner = await (await browser.newContext()).newPage();
  await signInAs(owner, demoPeople.owner, url);
});

test.afterAll(async () => {
  await owner.context().close();
  await web.stop();
  await database.stop();
});

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const unavailable = "Tieout is not available for a moment";

test("every page says so with 503 while PostgreSQL is stopped, and opens by itself once it is back", async () => {
  const stayed = await owner.context().newPage();
  await stayed.goto(`${url}/alerts`);
  await database.whileDown?.(async () => {
    const expectUnavailable = async (path: string): Promise<void> => {
      const answer = await owner.request.get(`${url}${path}`, { maxRedirects: 0 });
      expect([path, answer.status(), answer.headers()["retry-after"]]).toEqual([path, 503, "5"]);
    };
    for (const path of ["/", "/admin", "/admin/people", "/alerts"]) await expectUnavailable(path);
    // What asks PostgreSQL for nothing may be shown for as long as its last answer counts.
    for (const path of ["/sign-in", "/no-such-page"]) {
      await expect(() => expectUnavailable(path)).toPass({ timeout: 10_000 });
    }
    const companies = await owner.request.get(`${url}/api/companies`);
    expect([companies.status(), companies.headers()["content-type"]]).toEqual([
      503,
      "application/problem+json",
    ]);
    expect((await owner.request.get(`${url}/api/health/live`)).status()).toBe(200);
    expect((await owner.request.get(`${url}/api/health/ready`)).status()).toBe(503);
    expect((await owner.request.get(`${url}/icon.svg`)).status()).toBe(200);

    const opened = await owner.goto(url);
    expect(opened?.status()).toBe(503);
    await expect(title(owner)).toHaveText(unavailable);
    await expectNoBarrier(owner, "database away", true);

    // Going on by a link within a page that is still on the screen comes to the same.
    await stayed.getByRole("link", { name: "People", exact: true }).click();
    await expect(title(stayed)).toHaveText(unavailable);
  });
  await expect(title(owner)).toHaveText("Companies");
  await expect(title(stayed)).toHaveText("People");
  await stayed.close();
});

test("a page whose database goes away while it is rendered is answered 503, not 500", async () => {
  await untilCaught(async () => {
    const blocker = await lockTable("companies");
    const asked = owner.request.get(url, { timeout: 60_000 });
    await untilWaiting(blocker);
    await database.whileDown?.(async () => {
      const answer = await asked;
      expect([answer.status(), await answer.text()]).toEqual([503, expect.stringContaining(unavailable)]);
    });
  });
  expect((await owner.request.get(url)).status()).toBe(200);
});

test("a page that had begun with a skeleton by then says the same, and opens by itself", async () => {
  await untilCaught(async () => {
    const blocker = await lockTable("quickbooks_syncs");
    await owner.goto(`${url}/admin`, { waitUntil: "commit" });
    await untilWaiting(blocker);
    await database.whileDown?.(async () => {
      await expect(title(owner)).toHaveText(unavailable, { timeout: 10_000 });
    });
  });
  await expect(title(owner)).toHaveText("Sync dashboard");
});

/**
 * A PostgreSQL that shuts down ends its sessions one after another: the one that holds the lock may be gone a
 * moment before the one that waits for it, whose page is then whole. That is no answer to the question.
 */
async function untilCaught(attempt: () => Promise<void>): Promise<void> {
  await expect(attempt).toPass({ timeout: 75_000 });
}

/** Held until PostgreSQL ends the session. */
async function lockTable(name: string): Promise<pg.Client> {
  const blocker = new pg.Client(database.urls.owner);
  blocker.on("error", () => undefined);
  await blocker.connect();
  await blocker.query("BEGIN");
  await blocker.query(`LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`);
  return blocker;
}

async function untilWaiting(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("SELECT FROM pg_locks WHERE NOT granted");
    if (rowCount) return;
  }
}
