-- The few events that wait or are dead lie scattered among millions: fetching each from the table costs a
-- read of the disk. What the clock and the metrics ask of them, the firm for row-level security among it,
-- stands in the index.
DROP INDEX webhook_events_dead;
CREATE INDEX webhook_events_dead ON quickbooks_webhook_events (company_id) INCLUDE (organization_id, state)
  WHERE state = 'dead';
DROP INDEX webhook_events_waiting;
CREATE INDEX webhook_events_waiting ON quickbooks_webhook_events (company_id)
  INCLUDE (organization_id, state, received_at, next_attempt_at)
  WHERE state IN ('pending', 'processing', 'failed');
