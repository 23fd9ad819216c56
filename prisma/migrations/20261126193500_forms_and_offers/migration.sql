-- The clauses that QuickBooks refused for a type, and since when it is asked without them.
ALTER TABLE company_record_types ADD COLUMN refused_clauses TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE company_record_types ADD COLUMN clauses_refused_at TIMESTAMPTZ(3);

-- When QuickBooks was last asked whether it offers a type that it had refused.
ALTER TABLE company_record_types ADD COLUMN last_asked_at TIMESTAMPTZ(3);

-- The clauses that a run had to leave out when it asked for the type.
ALTER TABLE quickbooks_sync_steps ADD COLUMN left_out_clauses TEXT[] NOT NULL DEFAULT '{}';
