-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RecordFailureState" AS ENUM ('open', 'resolved', 'ignored');

-- CreateEnum
CREATE TYPE "SyncSchedule" AS ENUM ('daily', 'hourly', 'custom', 'paused');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'accountant', 'viewer');

-- CreateEnum
CREATE TYPE "AlertState" AS ENUM ('open', 'recovered', 'dismissed');

-- CreateEnum
CREATE TYPE "ConnectionState" AS ENUM ('connected', 'refreshing', 'needs_reconnect', 'revoked', 'subscription_lapsed', 'disconnected', 'paused');

-- CreateEnum
CREATE TYPE "QuickBooksEnvironment" AS ENUM ('sandbox', 'production');

-- CreateEnum
CREATE TYPE "SyncKind" AS ENUM ('full', 'incremental', 'repair');

-- CreateEnum
CREATE TYPE "SyncTrigger" AS ENUM ('connect', 'person', 'api', 'schedule', 'webhook', 'retry');

-- CreateEnum
CREATE TYPE "SyncState" AS ENUM ('queued', 'running', 'succeeded', 'incomplete', 'held', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "SyncStepState" AS ENUM ('pending', 'running', 'done', 'not_offered', 'incomplete', 'failed');

-- CreateEnum
CREATE TYPE "WebhookEventState" AS ENUM ('pending', 'processing', 'processed', 'failed', 'dead', 'unmatched');

-- CreateTable
CREATE TABLE "entities" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "full_name" TEXT,
    "code" TEXT,
    "parent_source_id" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "entity_type" TEXT,
    "entity_sub_type" TEXT,
    "classification" TEXT,
    "currency" TEXT,
    "balance" DECIMAL(20,6),
    "quantity_on_hand" DECIMAL(20,6),
    "unit_price" DECIMAL(20,7),
    "email" TEXT,
    "phone" TEXT,
    "source" JSON NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "edit_hash" BYTEA NOT NULL,
    "sync_token" INTEGER NOT NULL,
    "source_created_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "merged_into_id" TEXT,
    "versions" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "entities_pkey" PRIMARY KEY ("company_id","kind","source_id")
);

-- CreateTable
CREATE TABLE "transactions" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "doc_number" TEXT,
    "transaction_on" DATE,
    "due_on" DATE,
    "party_kind" TEXT,
    "party_id" TEXT,
    "party_name" TEXT,
    "currency" TEXT,
    "exchange_rate" DECIMAL(20,10),
    "total_amount" DECIMAL(20,6),
    "home_total_amount" DECIMAL(20,6),
    "tax_amount" DECIMAL(20,6),
    "balance" DECIMAL(20,6),
    "account_id" TEXT,
    "department_id" TEXT,
    "memo" TEXT,
    "payment_type" TEXT,
    "source" JSON NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "edit_hash" BYTEA NOT NULL,
    "sync_token" INTEGER NOT NULL,
    "source_created_at" TIMESTAMPTZ(3),
    "source_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "versions" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "transactions_pkey" PRIMARY KEY ("company_id","type","source_id")
);

-- CreateTable
CREATE TABLE "transaction_lines" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_id" TEXT,
    "detail_type" TEXT NOT NULL,
    "amount" DECIMAL(20,6),
    "description" TEXT,
    "item_id" TEXT,
    "account_id" TEXT,
    "class_id" TEXT,
    "department_id" TEXT,
    "party_kind" TEXT,
    "party_id" TEXT,
    "tax_code_id" TEXT,
    "quantity" DECIMAL(20,7),
    "unit_price" DECIMAL(20,7),
    "side" TEXT,

    CONSTRAINT "transaction_lines_pkey" PRIMARY KEY ("company_id","type","source_id","position")
);

-- CreateTable
CREATE TABLE "transaction_links" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line_position" INTEGER,
    "linked_as" TEXT NOT NULL,
    "linked_type" TEXT,
    "linked_id" TEXT NOT NULL,
    "linked_line_id" TEXT,
    "amount" DECIMAL(20,6),

    CONSTRAINT "transaction_links_pkey" PRIMARY KEY ("company_id","type","source_id","position")
);

-- CreateTable
CREATE TABLE "record_versions" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "record_type" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "source" JSON NOT NULL,
    "sync_token" INTEGER NOT NULL,
    "source_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replaced_by" TEXT NOT NULL,
    "sync_id" UUID,

    CONSTRAINT "record_versions_pkey" PRIMARY KEY ("company_id","record_type","source_id","version")
);

-- CreateTable
CREATE TABLE "record_failures" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "record_type" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "source" JSON NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "state" "RecordFailureState" NOT NULL DEFAULT 'open',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "sync_id" UUID,

    CONSTRAINT "record_failures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "companies" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "legal_name" TEXT,
    "country" TEXT,
    "home_currency" TEXT,
    "fiscal_year_start_month" INTEGER,
    "time_zone" TEXT NOT NULL DEFAULT 'America/Los_Angeles',
    "books_closed_on" DATE,
    "subscription" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "sync_schedule" "SyncSchedule" NOT NULL DEFAULT 'daily',
    "sync_every_minutes" INTEGER,
    "quiet_hour" INTEGER NOT NULL DEFAULT 3,
    "selected_types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sync_from_on" DATE,
    "mass_deletion_percent" INTEGER NOT NULL DEFAULT 20,
    "next_sync_at" TIMESTAMPTZ(3),
    "last_synced_at" TIMESTAMPTZ(3),
    "changes_cursor_at" TIMESTAMPTZ(3),

    CONSTRAINT "companies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_record_types" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "record_type" TEXT NOT NULL,
    "offered" BOOLEAN,
    "not_offered_why" TEXT,
    "source_count" INTEGER,
    "our_count" INTEGER,
    "counted_at" TIMESTAMPTZ(3),
    "current_as_of" TIMESTAMPTZ(3),
    "backfilled_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "company_record_types_pkey" PRIMARY KEY ("company_id","record_type")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_access" (
    "organization_id" UUID NOT NULL,
    "membership_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "company_access_pkey" PRIMARY KEY ("membership_id","company_id")
);

-- CreateTable
CREATE TABLE "user_sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID,
    "user_id" UUID,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "state" "AlertState" NOT NULL DEFAULT 'open',
    "says" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "times_seen" INTEGER NOT NULL DEFAULT 1,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notified_at" TIMESTAMPTZ(3),
    "recovered_at" TIMESTAMPTZ(3),
    "recovery_notified_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quickbooks_connections" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "environment" "QuickBooksEnvironment" NOT NULL,
    "realm_id_sealed" TEXT NOT NULL,
    "realm_id_hash" TEXT NOT NULL,
    "company_name" TEXT,
    "state" "ConnectionState" NOT NULL,
    "state_cause" TEXT,
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "connected_by_user_id" UUID,
    "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "consented_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disconnected_at" TIMESTAMPTZ(3),

    CONSTRAINT "quickbooks_connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quickbooks_tokens" (
    "connection_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "access_token_sealed" TEXT NOT NULL,
    "refresh_token_sealed" TEXT NOT NULL,
    "access_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "refresh_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "refresh_hard_expires_at" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 1,
    "refresh_started_at" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quickbooks_tokens_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "quickbooks_oauth_states" (
    "state_hash" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "company_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "quickbooks_oauth_states_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "quickbooks_syncs" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "kind" "SyncKind" NOT NULL,
    "trigger" "SyncTrigger" NOT NULL,
    "state" "SyncState" NOT NULL DEFAULT 'queued',
    "requested_by_id" UUID,
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "records" JSONB,
    "approved_by_id" UUID,
    "read_from_at" TIMESTAMPTZ(3),
    "changes_since_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "api_calls" INTEGER NOT NULL DEFAULT 0,
    "metered_calls" INTEGER NOT NULL DEFAULT 0,
    "records_expected" INTEGER,
    "records_seen" INTEGER NOT NULL DEFAULT 0,
    "records_created" INTEGER NOT NULL DEFAULT 0,
    "records_changed" INTEGER NOT NULL DEFAULT 0,
    "records_touched" INTEGER NOT NULL DEFAULT 0,
    "records_unchanged" INTEGER NOT NULL DEFAULT 0,
    "records_deleted" INTEGER NOT NULL DEFAULT 0,
    "records_failed" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_detail" TEXT,
    "intuit_tid" TEXT,

    CONSTRAINT "quickbooks_syncs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quickbooks_sync_steps" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "sync_id" UUID NOT NULL,
    "record_type" TEXT NOT NULL,
    "state" "SyncStepState" NOT NULL DEFAULT 'pending',
    "window_at" TIMESTAMPTZ(3),
    "window_offset" INTEGER NOT NULL DEFAULT 0,
    "expected" INTEGER,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "touched" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "deleted" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "source_count" INTEGER,
    "our_count" INTEGER,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_detail" TEXT,
    "intuit_tid" TEXT,

    CONSTRAINT "quickbooks_sync_steps_pkey" PRIMARY KEY ("sync_id","record_type")
);

-- CreateTable
CREATE TABLE "quickbooks_webhook_events" (
    "event_id" TEXT NOT NULL,
    "organization_id" UUID,
    "company_id" UUID,
    "realm_id_hash" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "deleted_id" TEXT,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "WebhookEventState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "last_error" TEXT,
    "processed_at" TIMESTAMPTZ(3),
    "sync_id" UUID,

    CONSTRAINT "quickbooks_webhook_events_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "quickbooks_call_meters" (
    "organization_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "metered" INTEGER NOT NULL DEFAULT 0,
    "free" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "throttled" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "quickbooks_call_meters_pkey" PRIMARY KEY ("company_id","day")
);

-- CreateIndex
CREATE INDEX "entities_company_id_kind_name_idx" ON "entities"("company_id", "kind", "name");

-- CreateIndex
CREATE INDEX "transactions_company_id_type_transaction_on_idx" ON "transactions"("company_id", "type", "transaction_on");

-- CreateIndex
CREATE INDEX "transaction_links_company_id_linked_type_linked_id_idx" ON "transaction_links"("company_id", "linked_type", "linked_id");

-- CreateIndex
CREATE INDEX "record_failures_company_id_state_idx" ON "record_failures"("company_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "record_failures_company_id_record_type_source_id_key" ON "record_failures"("company_id", "record_type", "source_id");

-- CreateIndex
CREATE INDEX "companies_organization_id_idx" ON "companies"("organization_id");

-- CreateIndex
CREATE INDEX "companies_next_sync_at_idx" ON "companies"("next_sync_at");

-- CreateIndex
CREATE UNIQUE INDEX "companies_id_organization_id_key" ON "companies"("id", "organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "memberships_organization_id_user_id_key" ON "memberships"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "company_access_company_id_idx" ON "company_access"("company_id");

-- CreateIndex
CREATE INDEX "user_sessions_user_id_idx" ON "user_sessions"("user_id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_at_idx" ON "audit_events"("organization_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_company_id_at_idx" ON "audit_events"("company_id", "at");

-- CreateIndex
CREATE INDEX "alerts_organization_id_state_idx" ON "alerts"("organization_id", "state");

-- CreateIndex
CREATE INDEX "quickbooks_connections_organization_id_idx" ON "quickbooks_connections"("organization_id");

-- CreateIndex
CREATE INDEX "quickbooks_connections_realm_id_hash_idx" ON "quickbooks_connections"("realm_id_hash");

-- CreateIndex
CREATE INDEX "quickbooks_connections_company_id_idx" ON "quickbooks_connections"("company_id");

-- CreateIndex
CREATE INDEX "quickbooks_oauth_states_expires_at_idx" ON "quickbooks_oauth_states"("expires_at");

-- CreateIndex
CREATE INDEX "quickbooks_syncs_company_id_created_at_idx" ON "quickbooks_syncs"("company_id", "created_at");

-- CreateIndex
CREATE INDEX "quickbooks_syncs_organization_id_created_at_idx" ON "quickbooks_syncs"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "quickbooks_syncs_state_idx" ON "quickbooks_syncs"("state");

-- CreateIndex
CREATE INDEX "quickbooks_webhook_events_company_id_state_idx" ON "quickbooks_webhook_events"("company_id", "state");

-- CreateIndex
CREATE INDEX "quickbooks_webhook_events_organization_id_received_at_idx" ON "quickbooks_webhook_events"("organization_id", "received_at");

-- CreateIndex
CREATE INDEX "quickbooks_webhook_events_realm_id_hash_idx" ON "quickbooks_webhook_events"("realm_id_hash");

-- CreateIndex
CREATE INDEX "quickbooks_call_meters_organization_id_day_idx" ON "quickbooks_call_meters"("organization_id", "day");

-- AddForeignKey
ALTER TABLE "companies" ADD CONSTRAINT "companies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_record_types" ADD CONSTRAINT "company_record_types_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_access" ADD CONSTRAINT "company_access_membership_id_fkey" FOREIGN KEY ("membership_id") REFERENCES "memberships"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_access" ADD CONSTRAINT "company_access_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quickbooks_connections" ADD CONSTRAINT "quickbooks_connections_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quickbooks_tokens" ADD CONSTRAINT "quickbooks_tokens_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "quickbooks_connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quickbooks_syncs" ADD CONSTRAINT "quickbooks_syncs_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quickbooks_sync_steps" ADD CONSTRAINT "quickbooks_sync_steps_sync_id_fkey" FOREIGN KEY ("sync_id") REFERENCES "quickbooks_syncs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
