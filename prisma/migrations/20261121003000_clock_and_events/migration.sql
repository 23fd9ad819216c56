-- When an event that could not be dealt with is tried again.
ALTER TABLE quickbooks_webhook_events ADD COLUMN next_attempt_at timestamptz(3);

-- How many events a company has had of late decides how often QuickBooks is asked for its changes. The
-- states that matter to the queue have a partial index of their own (webhook_events_waiting).
DROP INDEX quickbooks_webhook_events_company_id_state_idx;
CREATE INDEX quickbooks_webhook_events_company_id_received_at_idx
  ON quickbooks_webhook_events (company_id, received_at);
DROP INDEX quickbooks_webhook_events_realm_id_hash_idx;
CREATE INDEX quickbooks_webhook_events_unmatched ON quickbooks_webhook_events (realm_id_hash)
  WHERE state = 'unmatched';
CREATE INDEX quickbooks_webhook_events_sync ON quickbooks_webhook_events (sync_id) WHERE state = 'processing';

-- What the clock of every worker does by turns: the worker that moves the row does the work. Belongs to
-- no firm.
CREATE TABLE clock_ticks (
  name text NOT NULL,
  ticked_at timestamptz(3) NOT NULL,
  CONSTRAINT clock_ticks_pkey PRIMARY KEY (name)
);

-- The clock reckons in each company's time zone within one statement, which one unknown name would stop
-- for all of them.
ALTER TABLE companies ADD CONSTRAINT companies_time_zone_known
  CHECK ((timestamptz '2000-01-01 00:00:00Z' AT TIME ZONE time_zone) IS NOT NULL);
