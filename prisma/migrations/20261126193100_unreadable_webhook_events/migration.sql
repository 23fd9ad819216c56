-- Intuit may leave out any of these, and an event is stored all the same.
ALTER TABLE quickbooks_webhook_events
  ALTER COLUMN realm_id_hash DROP NOT NULL,
  ALTER COLUMN entity DROP NOT NULL,
  ALTER COLUMN source_id DROP NOT NULL,
  ALTER COLUMN occurred_at DROP NOT NULL,
  ADD COLUMN unreadable_reason text,
  ADD COLUMN text_sealed text,
  ADD COLUMN text_bytes integer;

-- Hardly ever any. By a column that a comparison without leaks can be made on, so that the role behind row
-- security may use it.
CREATE INDEX quickbooks_webhook_events_unreadable ON quickbooks_webhook_events (received_at, event_id)
  WHERE unreadable_reason IS NOT NULL;
