-- The second wall between firms (the first is lib/db/scope). A transaction says for which firm it acts:
--   SET LOCAL tieout.organization_id = <uuid>       sees and writes the rows of that firm only
--   SET LOCAL tieout.scope = system                 the clock, webhook intake, sign-in
-- and one that says neither sees nothing. FORCE makes it hold for the owner of the tables too. A superuser
-- or a role with BYPASSRLS walks through it, so the processes refuse to start as one.
--
-- The settings stand in scalar subqueries so that they are read once a statement, not once a row.

-- Written out table by table: the offline migration engine cuts scripts at semicolons and knows no DO blocks.

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON memberships USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE company_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE company_access FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON company_access USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE user_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON user_sessions USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON audit_events USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON alerts USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE companies ENABLE ROW LEVEL SECURITY;
ALTER TABLE companies FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON companies USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE company_record_types ENABLE ROW LEVEL SECURITY;
ALTER TABLE company_record_types FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON company_record_types USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_connections FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_connections USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_tokens USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_oauth_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_oauth_states FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_oauth_states USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_syncs ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_syncs FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_syncs USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_sync_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_sync_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_sync_steps USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_webhook_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_webhook_events FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_webhook_events USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_call_meters ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_call_meters FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_call_meters USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE entities ENABLE ROW LEVEL SECURITY;
ALTER TABLE entities FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON entities USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE transactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE transactions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON transactions USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE transaction_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE transaction_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON transaction_lines USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE transaction_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE transaction_links FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON transaction_links USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE record_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON record_versions USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE record_failures ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_failures FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON record_failures USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON organizations USING (
  id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

-- A person may belong to several firms, a firm sees the people who belong to it. Only the system scope
-- makes or changes users.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON users
  USING (
    (SELECT current_setting('tieout.scope', true) = 'system')
    OR EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id)
  )
  WITH CHECK ((SELECT current_setting('tieout.scope', true) = 'system'));

-- One grant per company, kept through reconnects, and one live grant per QuickBooks company over all firms.
CREATE UNIQUE INDEX quickbooks_connections_one_per_company ON quickbooks_connections (company_id);
CREATE UNIQUE INDEX quickbooks_connections_one_per_realm
  ON quickbooks_connections (environment, realm_id_hash) WHERE state <> 'disconnected';

-- At most one sync of a company runs at a time, across all processes.
CREATE UNIQUE INDEX quickbooks_syncs_one_running ON quickbooks_syncs (company_id) WHERE state = 'running';

CREATE INDEX alerts_open ON alerts (organization_id, kind) WHERE state = 'open';
CREATE UNIQUE INDEX alerts_one_open ON alerts (organization_id, company_id, kind, subject)
  NULLS NOT DISTINCT WHERE state = 'open';
CREATE INDEX webhook_events_waiting ON quickbooks_webhook_events (company_id)
  WHERE state IN ('pending', 'processing', 'failed');
