-- A link with which somebody sets their own password. Only a hash of it is kept.
CREATE TABLE "invitations" (
    "token_hash" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("token_hash")
);
CREATE INDEX "invitations_user_id_idx" ON "invitations"("user_id");
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON invitations USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);

-- Who looked at which record is written down once a day (UTC), however often they look.
CREATE UNIQUE INDEX audit_events_record_viewed ON audit_events (
  company_id, user_id, (detail ->> 'recordType'), (detail ->> 'sourceId'), ((at AT TIME ZONE 'UTC')::date)
) WHERE action = 'record.viewed';
