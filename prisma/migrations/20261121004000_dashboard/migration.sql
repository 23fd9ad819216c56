-- What ended today and in the days before, for the dashboard and the error rate.
CREATE INDEX quickbooks_syncs_organization_id_finished_at_idx
  ON quickbooks_syncs (organization_id, finished_at);

-- Events that need a person are few among many that were processed.
CREATE INDEX webhook_events_dead ON quickbooks_webhook_events (company_id) WHERE state = 'dead';
