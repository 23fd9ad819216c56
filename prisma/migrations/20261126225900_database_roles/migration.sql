-- Two roles use the tables, and neither owns them (docs/decisions/0043). What is said here to
-- tieout_application and tieout_system holds for the roles that log in as their members.
--   tieout_application  sees and writes the rows of the firm that its transaction is bound to
--   tieout_system       sign-in, webhook intake, the clock, the queue: all firms
-- Row-level security binds neither the tables' owner nor a superuser, so the processes refuse to use a
-- connection as either. It is no longer forced upon the owner, as whom migrations and pg_dump run.

CREATE TABLE "tenant_keys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "inner_key" BYTEA NOT NULL,
    "outer_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "tenant_keys_only_one" CHECK ("id" = 1)
);

-- The firm that the transaction has proven to act for: tieout.tenant holds its id, a dot, and the id's
-- HMAC-SHA256 (RFC 2104) in hexadecimal. Anything else, to the letter, is no firm. Both sides are hashed once
-- more before they are compared, so that the time a comparison takes tells nothing about the right one.
-- As the tables' owner, who alone may read the key beside the system role. A body of this form is resolved
-- when the function is made: no search_path of a caller changes what it means.
CREATE FUNCTION bound_organization() RETURNS uuid STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql
RETURN (
  SELECT CASE WHEN sha256(convert_to(current_setting('tieout.tenant', true), 'UTF8')) = sha256(convert_to(
      left(current_setting('tieout.tenant', true), 36) || '.' || encode(sha256(outer_key
        || sha256(inner_key || convert_to(left(current_setting('tieout.tenant', true), 36), 'UTF8'))), 'hex'),
      'UTF8'))
    THEN left(current_setting('tieout.tenant', true), 36)::uuid END
  FROM tenant_keys
);
REVOKE ALL ON FUNCTION bound_organization() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bound_organization() TO tieout_application, tieout_system;
-- Of what the owner makes from now on, nobody else may run anything unless it is said.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;

-- A firm's rows. The subquery makes it one evaluation a statement instead of one a row.

ALTER TABLE memberships NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON memberships;
CREATE POLICY one_firm ON memberships TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON memberships TO tieout_system USING (true);

ALTER TABLE company_access NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON company_access;
CREATE POLICY one_firm ON company_access TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON company_access TO tieout_system USING (true);

ALTER TABLE user_sessions NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON user_sessions;
CREATE POLICY one_firm ON user_sessions TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON user_sessions TO tieout_system USING (true);

ALTER TABLE audit_events NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON audit_events;
CREATE POLICY one_firm ON audit_events TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON audit_events TO tieout_system USING (true);

ALTER TABLE alerts NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON alerts;
CREATE POLICY one_firm ON alerts TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON alerts TO tieout_system USING (true);

ALTER TABLE companies NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON companies;
CREATE POLICY one_firm ON companies TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON companies TO tieout_system USING (true);

ALTER TABLE company_record_types NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON company_record_types;
CREATE POLICY one_firm ON company_record_types TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON company_record_types TO tieout_system USING (true);

ALTER TABLE quickbooks_connections NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_connections;
CREATE POLICY one_firm ON quickbooks_connections TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_connections TO tieout_system USING (true);

ALTER TABLE quickbooks_tokens NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_tokens;
CREATE POLICY one_firm ON quickbooks_tokens TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_tokens TO tieout_system USING (true);

ALTER TABLE quickbooks_oauth_states NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_oauth_states;
CREATE POLICY one_firm ON quickbooks_oauth_states TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_oauth_states TO tieout_system USING (true);

ALTER TABLE quickbooks_syncs NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_syncs;
CREATE POLICY one_firm ON quickbooks_syncs TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_syncs TO tieout_system USING (true);

ALTER TABLE quickbooks_sync_steps NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_sync_steps;
CREATE POLICY one_firm ON quickbooks_sync_steps TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_sync_steps TO tieout_system USING (true);

ALTER TABLE quickbooks_webhook_events NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_webhook_events;
CREATE POLICY one_firm ON quickbooks_webhook_events TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_webhook_events TO tieout_system USING (true);

ALTER TABLE quickbooks_call_meters NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_call_meters;
CREATE POLICY one_firm ON quickbooks_call_meters TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_call_meters TO tieout_system USING (true);

ALTER TABLE quickbooks_call_days NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_call_days;
CREATE POLICY one_firm ON quickbooks_call_days TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_call_days TO tieout_system USING (true);

ALTER TABLE quickbooks_pending_revocations NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON quickbooks_pending_revocations;
CREATE POLICY one_firm ON quickbooks_pending_revocations TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON quickbooks_pending_revocations TO tieout_system USING (true);

ALTER TABLE membership_invitations NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON membership_invitations;
CREATE POLICY one_firm ON membership_invitations TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON membership_invitations TO tieout_system USING (true);

ALTER TABLE record_failures NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON record_failures;
CREATE POLICY one_firm ON record_failures TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON record_failures TO tieout_system USING (true);

ALTER TABLE alert_channels NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON alert_channels;
CREATE POLICY one_firm ON alert_channels TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON alert_channels TO tieout_system USING (true);

ALTER TABLE alert_deliveries NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON alert_deliveries;
CREATE POLICY one_firm ON alert_deliveries TO tieout_application USING (organization_id = (SELECT bound_organization()));
CREATE POLICY all_firms ON alert_deliveries TO tieout_system USING (true);

-- The books have no foreign key to their company: it would cost as much as the row. What the application
-- writes there is held to a company of the bound firm by one look a statement at the companies that the
-- application sees: the bound firm's, by their own policy.

ALTER TABLE entities NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON entities;
CREATE POLICY one_firm ON entities TO tieout_application
  USING (organization_id = (SELECT bound_organization()))
  WITH CHECK (organization_id = (SELECT bound_organization())
    AND company_id IN (SELECT id FROM companies));
CREATE POLICY all_firms ON entities TO tieout_system USING (true);

ALTER TABLE transactions NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON transactions;
CREATE POLICY one_firm ON transactions TO tieout_application
  USING (organization_id = (SELECT bound_organization()))
  WITH CHECK (organization_id = (SELECT bound_organization())
    AND company_id IN (SELECT id FROM companies));
CREATE POLICY all_firms ON transactions TO tieout_system USING (true);

ALTER TABLE transaction_lines NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON transaction_lines;
CREATE POLICY one_firm ON transaction_lines TO tieout_application
  USING (organization_id = (SELECT bound_organization()))
  WITH CHECK (organization_id = (SELECT bound_organization())
    AND company_id IN (SELECT id FROM companies));
CREATE POLICY all_firms ON transaction_lines TO tieout_system USING (true);

ALTER TABLE transaction_links NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON transaction_links;
CREATE POLICY one_firm ON transaction_links TO tieout_application
  USING (organization_id = (SELECT bound_organization()))
  WITH CHECK (organization_id = (SELECT bound_organization())
    AND company_id IN (SELECT id FROM companies));
CREATE POLICY all_firms ON transaction_links TO tieout_system USING (true);

ALTER TABLE record_versions NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON record_versions;
CREATE POLICY one_firm ON record_versions TO tieout_application
  USING (organization_id = (SELECT bound_organization()))
  WITH CHECK (organization_id = (SELECT bound_organization())
    AND company_id IN (SELECT id FROM companies));
CREATE POLICY all_firms ON record_versions TO tieout_system USING (true);

ALTER TABLE organizations NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON organizations;
CREATE POLICY one_firm ON organizations TO tieout_application USING (id = (SELECT bound_organization()));
CREATE POLICY all_firms ON organizations TO tieout_system USING (true);

-- A person may belong to several firms, a firm sees the people who belong to it.
ALTER TABLE users NO FORCE ROW LEVEL SECURITY;
DROP POLICY one_firm ON users;
CREATE POLICY one_firm ON users FOR SELECT TO tieout_application
  USING (EXISTS (SELECT FROM memberships WHERE memberships.user_id = users.id));
CREATE POLICY all_firms ON users TO tieout_system USING (true);

ALTER TABLE rate_limits NO FORCE ROW LEVEL SECURITY;
DROP POLICY system_only ON rate_limits;
CREATE POLICY system_only ON rate_limits TO tieout_system USING (true);

ALTER TABLE quickbooks_lookup_keys NO FORCE ROW LEVEL SECURITY;
DROP POLICY system_only ON quickbooks_lookup_keys;
CREATE POLICY system_only ON quickbooks_lookup_keys TO tieout_system USING (true);

ALTER TABLE account_links NO FORCE ROW LEVEL SECURITY;
DROP POLICY system_only ON account_links;
CREATE POLICY system_only ON account_links TO tieout_system USING (true);

ALTER TABLE account_events NO FORCE ROW LEVEL SECURITY;
DROP POLICY system_only ON account_events;
CREATE POLICY system_only ON account_events TO tieout_system USING (true);

-- Who may do what. tests/integration/tenancy/grants.test.ts holds the catalogue to the same list, and a new
-- table to being on it: without a line here nobody but the owner can use it.
GRANT USAGE ON SCHEMA public TO tieout_application, tieout_system;
GRANT SELECT ON memberships TO tieout_application;
GRANT SELECT ON company_access TO tieout_application;
GRANT SELECT ON organizations TO tieout_application;
GRANT SELECT, UPDATE ON user_sessions TO tieout_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON membership_invitations TO tieout_application;
GRANT SELECT, INSERT ON audit_events TO tieout_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_channels TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON alert_deliveries TO tieout_application;
GRANT SELECT, UPDATE ON alerts TO tieout_application;
GRANT SELECT, UPDATE ON companies TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON company_record_types TO tieout_application;
GRANT SELECT, UPDATE ON quickbooks_connections TO tieout_application;
GRANT INSERT ON quickbooks_oauth_states TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON quickbooks_syncs TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON quickbooks_sync_steps TO tieout_application;
GRANT SELECT, UPDATE ON quickbooks_webhook_events TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON quickbooks_call_meters TO tieout_application;
GRANT SELECT ON quickbooks_call_days TO tieout_application;
GRANT SELECT ON quickbooks_summed_days TO tieout_application;
GRANT SELECT ON clock_ticks TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON entities TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON transactions TO tieout_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON transaction_lines TO tieout_application;
GRANT SELECT, INSERT, UPDATE, DELETE ON transaction_links TO tieout_application;
GRANT SELECT, INSERT ON record_versions TO tieout_application;
GRANT SELECT, INSERT, UPDATE ON record_failures TO tieout_application;
GRANT SELECT (id, email, name, disabled_at, created_at) ON users TO tieout_application;
GRANT SELECT (connection_id, organization_id, company_id, access_expires_at, refresh_expires_at, refresh_hard_expires_at, refreshed_at) ON quickbooks_tokens TO tieout_application;

GRANT SELECT, INSERT ON account_events TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON account_links TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_channels TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_deliveries TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON alerts TO tieout_system;
GRANT SELECT, INSERT ON audit_events TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON clock_ticks TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON companies TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON company_access TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON company_record_types TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON entities TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON membership_invitations TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_call_days TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_call_meters TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_circuits TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_connections TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_lookup_keys TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_oauth_states TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_paces TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_pending_revocations TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_realm_claims TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_summed_days TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_sync_steps TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_syncs TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_tokens TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON quickbooks_webhook_events TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON record_failures TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON record_versions TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON transaction_lines TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON transaction_links TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON transactions TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_sessions TO tieout_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO tieout_system;
GRANT SELECT ON tenant_keys TO tieout_system;
