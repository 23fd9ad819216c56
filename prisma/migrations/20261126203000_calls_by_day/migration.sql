-- The calls of days that are over, by firm: the month's allowance is asked about every ten seconds, and
-- was added up from each company's meters each time.
CREATE TABLE quickbooks_call_days (
    organization_id UUID NOT NULL,
    day DATE NOT NULL,
    metered INTEGER NOT NULL,

    CONSTRAINT quickbooks_call_days_pkey PRIMARY KEY (organization_id, day)
);
CREATE INDEX quickbooks_call_days_day_idx ON quickbooks_call_days (day);
ALTER TABLE quickbooks_call_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_call_days FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_call_days USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

-- Which days those are, of no firm: a day without calls is over too.
CREATE TABLE quickbooks_summed_days (
    day DATE NOT NULL,

    CONSTRAINT quickbooks_summed_days_pkey PRIMARY KEY (day)
);

-- A fifth of ten million rows may change before autovacuum looks by itself, and a page with a dead row counts
-- as looked at only when the indexes were cleared of it. The indexes that hold the few events that wait serve
-- without the table only where all that is done.
ALTER TABLE quickbooks_webhook_events SET (
  autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01,
  autovacuum_analyze_scale_factor = 0.01, vacuum_index_cleanup = on);

-- Retention looks for those that are thirty days old.
CREATE INDEX quickbooks_webhook_events_unmatched_since ON quickbooks_webhook_events (received_at)
  WHERE state = 'unmatched';
