-- How many calls of a company may go out beside each other before they are spread over the minute: the
-- moment at which a whole burst is to be had again.
ALTER TABLE quickbooks_paces ADD COLUMN burst_full_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
