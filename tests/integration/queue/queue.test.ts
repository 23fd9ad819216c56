import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { parseCompanyId, parseSyncId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { enqueueSync, syncJobFor } from "#lib/queue/enqueue-sync.ts";
import { enqueue } from "#lib/queue/enqueue.ts";
import { jobNames, jobs, lanes } from "#lib/queue/jobs.ts";
import { parsePayload } from "#lib/queue/parse-payload.ts";
import { handlers } from "#lib/worker/handlers.ts";
import { listJobs } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});
afterAll(() => database.drop());
beforeEach(() => asSystem((sql) => sql.query("DELETE FROM graphile_worker._private_jobs")));

const aCompany = parseCompanyId(randomUUID());
const aSync = parseSyncId(randomUUID());

describe("a job", () => {
  it("exists if and only if the transaction that asked for it commits", async () => {
    const failed = asSystem(async (sql) => {
      await enqueue(sql, "process_webhooks", { companyId: aCompany });
      throw new Error("the transaction fails");
    });
    await expect(failed).rejects.toThrow("the transaction fails");
    expect(await listJobs()).toEqual([]);
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId: aCompany }));
    expect(await listJobs()).toMatchObject([{ name: "process_webhooks", payload: { companyId: aCompany } }]);
  });

  it("asked for twice while it waits is one job, at the time its policy says", async () => {
    const soon = new Date(Date.now() + 60_000);
    const later = new Date(Date.now() + 120_000);
    for (const runAt of [soon, later]) {
      await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId: aCompany }, { runAt }));
      await asSystem((sql) => enqueue(sql, "refresh_grant", { companyId: aCompany }, { runAt }));
    }
    expect(await listJobs("process_webhooks")).toMatchObject([{ runAt: soon }]);
    expect(await listJobs("refresh_grant")).toMatchObject([{ runAt: later }]);
  });

  it("asked for again once it has started is another job: what changed meanwhile is not missed", async () => {
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId: aCompany }));
    await asSystem((sql) =>
      sql.query(
        "UPDATE graphile_worker._private_jobs SET locked_by = 'somebody', locked_at = now(), attempts = 1",
      ),
    );
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId: aCompany }));
    const waiting = (await listJobs()).filter((job) => job.lockedBy === null);
    expect(waiting).toHaveLength(1);
  });

  it("with a payload that an earlier version left behind is refused by name", () => {
    expect(() => parsePayload("run_full_sync", { syncId: "no uuid" })).toThrow(/run_full_sync/);
    expect(parsePayload("run_full_sync", { syncId: aSync })).toEqual({ syncId: aSync });
  });
});

describe("lanes", () => {
  it("are served each, and every job has a handler", () => {
    expect(new Set(jobNames.map((name) => jobs[name].lane))).toEqual(new Set(lanes));
    expect(Object.keys(handlers).sort()).toEqual([...jobNames].sort());
  });

  it("keep whole books away from what somebody waits for", () => {
    const triggers = ["connect", "person", "api", "schedule", "webhook", "retry"] as const;
    for (const trigger of triggers) {
      expect(jobs[syncJobFor({ kind: "full", trigger })].lane).toBe("bulk");
      expect(jobs[syncJobFor({ kind: "repair", trigger })].lane).toBe("bulk");
      expect(jobs[syncJobFor({ kind: "incremental", trigger })].lane).toBe(
        trigger === "schedule" ? "routine" : "prompt",
      );
    }
  });

  it("let webhooks go first", async () => {
    await asSystem((sql) => enqueueSync(sql, { id: aSync, kind: "incremental", trigger: "webhook" }));
    await asSystem((sql) => enqueue(sql, "process_webhooks", { companyId: aCompany }));
    const [sync, webhooks] = await listJobs();
    expect(webhooks?.priority).toBeLessThan(sync?.priority ?? 0);
  });
});
