-- Behind row-level security PostgreSQL compares a column in an index, and looks at what it knows of the
-- column's values, only by operators that leak nothing. Those of an enum are not declared so, those of text
-- are. As enums, the states took every index over them from the application's role: finding ten waiting
-- events among millions read all of them.
--
-- The types stay as the lists of what a column may hold, which the checks below go by: a value is added
-- with ALTER TYPE, as before. In statements the columns are text.

-- Their conditions were written for the enums.
DROP INDEX quickbooks_connections_one_per_realm;
DROP INDEX quickbooks_syncs_one_running;
DROP INDEX quickbooks_syncs_one_queued;
DROP INDEX quickbooks_syncs_unfinished;
DROP INDEX alerts_open;
DROP INDEX alerts_one_open;
DROP INDEX webhook_events_waiting;
DROP INDEX webhook_events_dead;
DROP INDEX quickbooks_webhook_events_unmatched;
DROP INDEX quickbooks_webhook_events_sync;

ALTER TABLE record_failures
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE text USING state::text,
  ALTER COLUMN state SET DEFAULT 'open';
ALTER TABLE record_failures
  ADD CONSTRAINT record_failures_state_known CHECK (state::"RecordFailureState" IS NOT NULL);
ALTER TABLE companies
  ALTER COLUMN sync_schedule DROP DEFAULT,
  ALTER COLUMN sync_schedule TYPE text USING sync_schedule::text,
  ALTER COLUMN sync_schedule SET DEFAULT 'daily';
ALTER TABLE companies
  ADD CONSTRAINT companies_sync_schedule_known CHECK (sync_schedule::"SyncSchedule" IS NOT NULL);
ALTER TABLE memberships
  ALTER COLUMN role TYPE text USING role::text;
ALTER TABLE memberships
  ADD CONSTRAINT memberships_role_known CHECK (role::"Role" IS NOT NULL);
ALTER TABLE alerts
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE text USING state::text,
  ALTER COLUMN state SET DEFAULT 'open';
ALTER TABLE alerts
  ADD CONSTRAINT alerts_state_known CHECK (state::"AlertState" IS NOT NULL);
ALTER TABLE quickbooks_connections
  ALTER COLUMN environment TYPE text USING environment::text,
  ALTER COLUMN state TYPE text USING state::text;
ALTER TABLE quickbooks_connections
  ADD CONSTRAINT quickbooks_connections_environment_known CHECK (environment::"QuickBooksEnvironment" IS NOT NULL),
  ADD CONSTRAINT quickbooks_connections_state_known CHECK (state::"ConnectionState" IS NOT NULL);
ALTER TABLE quickbooks_syncs
  ALTER COLUMN kind TYPE text USING kind::text,
  ALTER COLUMN trigger TYPE text USING trigger::text,
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE text USING state::text,
  ALTER COLUMN state SET DEFAULT 'queued';
ALTER TABLE quickbooks_syncs
  ADD CONSTRAINT quickbooks_syncs_kind_known CHECK (kind::"SyncKind" IS NOT NULL),
  ADD CONSTRAINT quickbooks_syncs_trigger_known CHECK (trigger::"SyncTrigger" IS NOT NULL),
  ADD CONSTRAINT quickbooks_syncs_state_known CHECK (state::"SyncState" IS NOT NULL);
ALTER TABLE quickbooks_sync_steps
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE text USING state::text,
  ALTER COLUMN state SET DEFAULT 'pending';
ALTER TABLE quickbooks_sync_steps
  ADD CONSTRAINT quickbooks_sync_steps_state_known CHECK (state::"SyncStepState" IS NOT NULL);
ALTER TABLE quickbooks_webhook_events
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE text USING state::text,
  ALTER COLUMN state SET DEFAULT 'pending';
ALTER TABLE quickbooks_webhook_events
  ADD CONSTRAINT quickbooks_webhook_events_state_known CHECK (state::"WebhookEventState" IS NOT NULL);

-- One live grant per QuickBooks company over all firms.
CREATE UNIQUE INDEX quickbooks_connections_one_per_realm
  ON quickbooks_connections (environment, realm_id_hash) WHERE state <> 'disconnected';
-- At most one sync of a company runs at a time, across all processes.
CREATE UNIQUE INDEX quickbooks_syncs_one_running ON quickbooks_syncs (company_id) WHERE state = 'running';
-- A company has at most one waiting run of each kind.
CREATE UNIQUE INDEX quickbooks_syncs_one_queued ON quickbooks_syncs (company_id, kind)
  WHERE state = 'queued' AND attempts = 0;
CREATE INDEX quickbooks_syncs_unfinished ON quickbooks_syncs (company_id, created_at)
  WHERE state IN ('queued', 'running', 'held');
CREATE INDEX alerts_open ON alerts (organization_id, kind) WHERE state = 'open';
CREATE UNIQUE INDEX alerts_one_open ON alerts (organization_id, company_id, kind, subject)
  NULLS NOT DISTINCT WHERE state = 'open';
CREATE INDEX webhook_events_waiting ON quickbooks_webhook_events (company_id)
  WHERE state IN ('pending', 'processing', 'failed');
CREATE INDEX webhook_events_dead ON quickbooks_webhook_events (company_id) WHERE state = 'dead';
CREATE INDEX quickbooks_webhook_events_unmatched ON quickbooks_webhook_events (realm_id_hash)
  WHERE state = 'unmatched';
CREATE INDEX quickbooks_webhook_events_sync ON quickbooks_webhook_events (sync_id) WHERE state = 'processing';

-- What the clock looks for over all firms, each by an index that holds little else.
CREATE INDEX quickbooks_webhook_events_received_at_idx ON quickbooks_webhook_events (received_at);
CREATE INDEX quickbooks_syncs_finished_at_idx ON quickbooks_syncs (finished_at)
  INCLUDE (organization_id, state);
CREATE INDEX quickbooks_connections_state_idx ON quickbooks_connections (state);
CREATE INDEX quickbooks_connections_consented_at_idx ON quickbooks_connections (consented_at);
CREATE INDEX quickbooks_tokens_refreshed_at_idx ON quickbooks_tokens (refreshed_at);
CREATE INDEX quickbooks_tokens_refresh_expires_at_idx ON quickbooks_tokens (refresh_expires_at);
CREATE INDEX quickbooks_tokens_refresh_hard_expires_at_idx ON quickbooks_tokens (refresh_hard_expires_at);
CREATE INDEX companies_sync_schedule_last_synced_at_idx ON companies (sync_schedule, last_synced_at);
CREATE INDEX quickbooks_call_meters_day_idx ON quickbooks_call_meters (day);
CREATE INDEX alerts_not_recovered ON alerts (kind, organization_id, company_id, subject)
  WHERE recovered_at IS NULL;
CREATE INDEX alerts_recovered_at_idx ON alerts (recovered_at);
CREATE INDEX user_sessions_expires_at_idx ON user_sessions (expires_at);
CREATE INDEX invitations_expires_at_idx ON invitations (expires_at);

-- Two columns that differ: of a comparison between them PostgreSQL knows nothing, of a column it does.
ALTER TABLE company_record_types
  ADD COLUMN counts_differ boolean GENERATED ALWAYS AS (source_count <> our_count) STORED;
CREATE INDEX company_record_types_counts_differ ON company_record_types (company_id) WHERE counts_differ;

-- Of no firm, so PostgreSQL knows what is in them, and of an expression only by an index over it.
CREATE INDEX quickbooks_paces_permits ON quickbooks_paces (company_id) WHERE permits <> '{}';
CREATE INDEX quickbooks_paces_counted ON quickbooks_paces ((metered + free + failed + throttled));
-- Each call moves these two, so that its row's versions are no longer cleared away in passing.
ALTER TABLE quickbooks_paces SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
