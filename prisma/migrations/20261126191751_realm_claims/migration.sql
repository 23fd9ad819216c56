-- Whoever makes or ends a grant to a realm holds its claim meanwhile: at Intuit, a second grant to the same
-- realm and a revocation each end the one that stands. The table holds nobody's data and is outside
-- row-level security, for a realm is claimed before it is known to which firm it belongs.
CREATE TABLE quickbooks_realm_claims (
  environment TEXT NOT NULL,
  realm_id_hash TEXT NOT NULL,
  claim_token UUID NOT NULL,
  claimed_until TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT quickbooks_realm_claims_pkey PRIMARY KEY (environment, realm_id_hash)
);
