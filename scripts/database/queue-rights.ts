// Who may do what with the job queue. Its schema comes from graphile-worker's own migrations, so this is not
// one of ours and is said anew after each of them.

import type pg from "pg";

import { groupRoles } from "./roles-sql.ts";

const { application, system } = groupRoles;

/**
 * The system role runs the queue. The application role has no right on any of it and puts jobs on by way of
 * enqueue_job, which takes only jobs that are about a run or a company of the bound firm.
 */
export async function openQueue(owner: Pick<pg.Client, "query">): Promise<void> {
  await owner.query("BEGIN");
  for (const statement of await rights(owner)) await owner.query(statement);
  await owner.query(enqueueJob);
  await owner.query(postponedRuns);
  await owner.query(`REVOKE ALL ON FUNCTION ${signatures} FROM PUBLIC`);
  await owner.query(`GRANT EXECUTE ON FUNCTION ${signatures} TO ${application}, ${system}`);
  await owner.query("COMMIT");
}

async function rights(owner: Pick<pg.Client, "query">): Promise<readonly string[]> {
  // graphile-worker enables row-level security on its tables and leaves them to their owner.
  const { rows } = await owner.query<{ table: string; has_policy: boolean }>(
    `SELECT oid::regclass::text AS table,
       EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'system') AS has_policy
     FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind IN ('r', 'p')`,
  );
  return [
    "REVOKE ALL ON ALL ROUTINES IN SCHEMA graphile_worker FROM PUBLIC",
    `GRANT USAGE ON SCHEMA graphile_worker TO ${system}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO ${system}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA graphile_worker TO ${system}`,
    `GRANT EXECUTE ON ALL ROUTINES IN SCHEMA graphile_worker TO ${system}`,
    // A worker that finds an older queue must not be able to change it.
    `REVOKE INSERT, UPDATE, DELETE ON graphile_worker.migrations FROM ${system}`,
    ...rows
      .filter((row) => !row.has_policy)
      .map(({ table }) => `CREATE POLICY system ON ${table} TO ${system} USING (true)`),
  ];
}

/* Of the caller's: any for the system role, the bound firm's for the application role. */
const postponedRuns = `
CREATE OR REPLACE FUNCTION public.postponed_runs(company uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT run.id FROM public.quickbooks_syncs AS run
    JOIN graphile_worker.jobs AS job ON job.key = 'sync:' || run.id
    WHERE run.company_id = company AND run.state = 'queued' AND job.locked_at IS NULL
      AND job.run_at > clock_timestamp()
      AND (pg_has_role(session_user, '${system}', 'MEMBER') OR run.organization_id = public.bound_organization());
END $$`;

const signatures = "enqueue_job(text, json, timestamptz, integer, text, integer, text), postponed_runs(uuid)";

/* Every name says its schema, and the operators come from pg_catalog alone: the caller chooses neither. */
const enqueueJob = `
CREATE OR REPLACE FUNCTION public.enqueue_job(
  job text, payload json, not_before timestamptz, attempts integer, given_key text, urgency integer, key_mode text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid;
  subject text;
BEGIN
  IF NOT pg_has_role(session_user, '${system}', 'MEMBER') THEN
    firm := public.bound_organization();
    -- A key names the job that it replaces: one of another firm's must not be named.
    CASE
      WHEN job IN ('run_change_sync', 'run_scheduled_sync', 'run_full_sync') THEN
        subject := (SELECT id FROM public.quickbooks_syncs
          WHERE id = (payload ->> 'syncId')::uuid AND organization_id = firm);
        payload := json_build_object('syncId', subject);
        given_key := 'sync:' || subject;
      WHEN job IN ('process_webhooks', 'verify_connection') THEN
        subject := (SELECT id FROM public.companies
          WHERE id = (payload ->> 'companyId')::uuid AND organization_id = firm);
        payload := json_build_object('companyId', subject);
        given_key := job || ':' || subject;
      ELSE
        subject := NULL;
    END CASE;
    IF subject IS NULL THEN
      RAISE EXCEPTION 'this job is not about anything of the bound firm' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  PERFORM graphile_worker.add_job(job, payload, NULL, not_before, attempts, given_key, urgency, NULL, key_mode);
END $$`;
