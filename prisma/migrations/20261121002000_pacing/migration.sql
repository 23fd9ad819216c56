-- How fast Intuit may be asked, shared by all workers. Neither table belongs to a firm or holds anybody's
-- data, so they stand outside row-level security.

CREATE TABLE quickbooks_paces (
  company_id uuid NOT NULL,
  next_call_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  next_batch_at timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  rests_until timestamptz(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  permits jsonb NOT NULL DEFAULT '{}',
  metered integer NOT NULL DEFAULT 0,
  free integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  throttled integer NOT NULL DEFAULT 0,
  CONSTRAINT quickbooks_paces_pkey PRIMARY KEY (company_id)
) WITH (fillfactor = 50);

CREATE TABLE quickbooks_circuits (
  name text NOT NULL,
  window_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  calls integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  opened_at timestamptz(3),
  try_again_at timestamptz(3),
  failed_tries integer NOT NULL DEFAULT 0,
  last_error_code text,
  CONSTRAINT quickbooks_circuits_pkey PRIMARY KEY (name)
);

INSERT INTO quickbooks_circuits (name) VALUES ('accounting');
