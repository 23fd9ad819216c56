-- Where a firm's alerts are sent, and which of them has been told to whom.

CREATE TYPE "AlertChannelKind" AS ENUM ('email', 'chat');
CREATE TYPE "AlertCoverage" AS ENUM ('all', 'urgent', 'kinds');
CREATE TYPE "AlertDeliveryOutcome" AS ENUM ('sent', 'failed');

CREATE TABLE "alert_channels" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "url_sealed" TEXT,
    "covers" TEXT NOT NULL DEFAULT 'all',
    "kinds" TEXT[] NOT NULL DEFAULT '{}',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by_membership_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_delivery_at" TIMESTAMPTZ(3),
    "last_delivery_outcome" TEXT,
    "last_delivery_error" TEXT,

    CONSTRAINT "alert_channels_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alert_channels_kind_known" CHECK (kind::"AlertChannelKind" IS NOT NULL),
    CONSTRAINT "alert_channels_covers_known" CHECK (covers::"AlertCoverage" IS NOT NULL),
    CONSTRAINT "alert_channels_last_delivery_outcome_known"
      CHECK (last_delivery_outcome IS NULL OR last_delivery_outcome::"AlertDeliveryOutcome" IS NOT NULL),
    CONSTRAINT "alert_channels_chat_has_url" CHECK ((kind = 'chat') = (url_sealed IS NOT NULL))
);
CREATE UNIQUE INDEX "alert_channels_id_organization_id_key" ON "alert_channels"("id", "organization_id");
CREATE INDEX "alert_channels_organization_id_idx" ON "alert_channels"("organization_id");

CREATE TABLE "alert_deliveries" (
    "organization_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "notice" TEXT NOT NULL,
    "receiver" TEXT NOT NULL,
    "channel_id" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "outcome" TEXT NOT NULL,
    "error" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_deliveries_pkey" PRIMARY KEY ("alert_id", "notice", "receiver"),
    CONSTRAINT "alert_deliveries_outcome_known" CHECK (outcome::"AlertDeliveryOutcome" IS NOT NULL)
);
CREATE INDEX "alert_deliveries_channel_id_idx" ON "alert_deliveries"("channel_id");

-- A row names things of its own firm alone: what it refers to is found by id and firm together.
CREATE UNIQUE INDEX IF NOT EXISTS "memberships_id_organization_id_key" ON "memberships"("id", "organization_id");
CREATE UNIQUE INDEX IF NOT EXISTS "alerts_id_organization_id_key" ON "alerts"("id", "organization_id");
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_created_by_membership_id_organization_id_fkey"
  FOREIGN KEY ("created_by_membership_id", "organization_id") REFERENCES "memberships"("id", "organization_id")
  ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_alert_id_organization_id_fkey"
  FOREIGN KEY ("alert_id", "organization_id") REFERENCES "alerts"("id", "organization_id")
  ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_channel_id_organization_id_fkey"
  FOREIGN KEY ("channel_id", "organization_id") REFERENCES "alert_channels"("id", "organization_id")
  ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE alert_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_channels FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON alert_channels USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);
ALTER TABLE alert_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON alert_deliveries USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);
