-- A row that belongs to a firm refers to its company, connection, run or membership together with the firm,
-- so that none can name another firm's. This holds for every role and every statement, also where row-level
-- security lets a row through. The tables of the books are held by their policies instead: a key of theirs
-- would be looked up for each of millions of rows. Nor does a change of a parent's firm carry its rows along.
--
-- Each constraint is added without looking at the rows that are there, and proven afterwards: neither keeps
-- anybody from reading or writing for longer than it takes to note it.

CREATE UNIQUE INDEX "quickbooks_connections_id_company_id_organization_id_key" ON "quickbooks_connections"("id", "company_id", "organization_id");
CREATE UNIQUE INDEX "quickbooks_syncs_id_company_id_organization_id_key" ON "quickbooks_syncs"("id", "company_id", "organization_id");

ALTER TABLE "record_failures"
  ADD CONSTRAINT "record_failures_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "company_record_types"
  DROP CONSTRAINT "company_record_types_company_id_fkey",
  ADD CONSTRAINT "company_record_types_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "company_access"
  DROP CONSTRAINT "company_access_membership_id_fkey",
  DROP CONSTRAINT "company_access_company_id_fkey",
  ADD CONSTRAINT "company_access_membership_id_organization_id_fkey"
    FOREIGN KEY ("membership_id", "organization_id") REFERENCES "memberships"("id", "organization_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID,
  ADD CONSTRAINT "company_access_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "user_sessions"
  ADD CONSTRAINT "user_sessions_organization_id_user_id_fkey"
    FOREIGN KEY ("organization_id", "user_id") REFERENCES "memberships"("organization_id", "user_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "audit_events"
  ADD CONSTRAINT "audit_events_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "alerts"
  ADD CONSTRAINT "alerts_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_connections"
  DROP CONSTRAINT "quickbooks_connections_company_id_fkey",
  ADD CONSTRAINT "quickbooks_connections_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_tokens"
  DROP CONSTRAINT "quickbooks_tokens_connection_id_fkey",
  ADD CONSTRAINT "quickbooks_tokens_connection_id_company_id_organization_id_fkey"
    FOREIGN KEY ("connection_id", "company_id", "organization_id") REFERENCES "quickbooks_connections"("id", "company_id", "organization_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_pending_revocations"
  ADD CONSTRAINT "quickbooks_pending_revocations_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_oauth_states"
  ADD CONSTRAINT "quickbooks_oauth_states_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID,
  ADD CONSTRAINT "quickbooks_oauth_states_organization_id_user_id_fkey"
    FOREIGN KEY ("organization_id", "user_id") REFERENCES "memberships"("organization_id", "user_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_syncs"
  DROP CONSTRAINT "quickbooks_syncs_company_id_fkey",
  ADD CONSTRAINT "quickbooks_syncs_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_sync_steps"
  DROP CONSTRAINT "quickbooks_sync_steps_sync_id_fkey",
  ADD CONSTRAINT "quickbooks_sync_steps_sync_id_company_id_organization_id_fkey"
    FOREIGN KEY ("sync_id", "company_id", "organization_id") REFERENCES "quickbooks_syncs"("id", "company_id", "organization_id")
    ON DELETE CASCADE ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "quickbooks_webhook_events"
  ADD CONSTRAINT "quickbooks_webhook_events_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID,
  -- Of a company and its firm, or of neither: a key is not looked at where one of its columns is null.
  ADD CONSTRAINT "quickbooks_webhook_events_company_of_firm"
    CHECK ((organization_id IS NULL) = (company_id IS NULL)) NOT VALID;

ALTER TABLE "quickbooks_call_meters"
  ADD CONSTRAINT "quickbooks_call_meters_company_id_organization_id_fkey"
    FOREIGN KEY ("company_id", "organization_id") REFERENCES "companies"("id", "organization_id")
    ON DELETE RESTRICT ON UPDATE RESTRICT NOT VALID;

ALTER TABLE "record_failures" VALIDATE CONSTRAINT "record_failures_company_id_organization_id_fkey";
ALTER TABLE "company_record_types" VALIDATE CONSTRAINT "company_record_types_company_id_organization_id_fkey";
ALTER TABLE "company_access" VALIDATE CONSTRAINT "company_access_membership_id_organization_id_fkey";
ALTER TABLE "company_access" VALIDATE CONSTRAINT "company_access_company_id_organization_id_fkey";
ALTER TABLE "user_sessions" VALIDATE CONSTRAINT "user_sessions_organization_id_user_id_fkey";
ALTER TABLE "audit_events" VALIDATE CONSTRAINT "audit_events_company_id_organization_id_fkey";
ALTER TABLE "alerts" VALIDATE CONSTRAINT "alerts_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_connections" VALIDATE CONSTRAINT "quickbooks_connections_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_tokens" VALIDATE CONSTRAINT "quickbooks_tokens_connection_id_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_pending_revocations" VALIDATE CONSTRAINT "quickbooks_pending_revocations_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_oauth_states" VALIDATE CONSTRAINT "quickbooks_oauth_states_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_oauth_states" VALIDATE CONSTRAINT "quickbooks_oauth_states_organization_id_user_id_fkey";
ALTER TABLE "quickbooks_syncs" VALIDATE CONSTRAINT "quickbooks_syncs_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_sync_steps" VALIDATE CONSTRAINT "quickbooks_sync_steps_sync_id_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_webhook_events" VALIDATE CONSTRAINT "quickbooks_webhook_events_company_id_organization_id_fkey";
ALTER TABLE "quickbooks_webhook_events" VALIDATE CONSTRAINT "quickbooks_webhook_events_company_of_firm";
ALTER TABLE "quickbooks_call_meters" VALIDATE CONSTRAINT "quickbooks_call_meters_company_id_organization_id_fkey";
