-- A person can be shut out of one firm while still belonging to another.
ALTER TABLE "memberships" ADD COLUMN "disabled_at" TIMESTAMPTZ(3);

-- Who tried to sign in how often. Keys are hashes, so the table names nobody. The shape is
-- rate-limiter-flexible's.
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- Until when one process alone may refresh the pair. Apart from refresh_started_at, which stays when
-- an answer may have been lost, and so outlives the claim.
ALTER TABLE "quickbooks_tokens" ADD COLUMN "refresh_claimed_until" TIMESTAMPTZ(3);

-- The key under which realm ids are looked up, sealed like a token. One row, made on first use.
CREATE TABLE "quickbooks_lookup_keys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "key_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quickbooks_lookup_keys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "quickbooks_lookup_keys_only_one" CHECK ("id" = 1)
);

-- Grants that we have given up and that Intuit has yet to hear of.
CREATE TABLE "quickbooks_pending_revocations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "refresh_token_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quickbooks_pending_revocations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "quickbooks_pending_revocations_company_id_idx" ON "quickbooks_pending_revocations"("company_id");

ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limits FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON rate_limits USING ((SELECT current_setting('tieout.scope', true) = 'system'));

ALTER TABLE quickbooks_lookup_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_lookup_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON quickbooks_lookup_keys USING (
  (SELECT current_setting('tieout.scope', true) = 'system')
);

ALTER TABLE quickbooks_pending_revocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE quickbooks_pending_revocations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON quickbooks_pending_revocations USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);
