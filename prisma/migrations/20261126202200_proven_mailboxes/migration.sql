-- An account belongs to whoever proves its mailbox, and a firm has somebody only once they have accepted.

-- An invitation stands apart from memberships: whatever reads those cannot see somebody who has not
-- accepted. It names a mailbox and no account, so that it cannot tell whether there is one.
CREATE TABLE "membership_invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "company_ids" UUID[] NOT NULL DEFAULT '{}',
    "invited_by_user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_invitations_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "membership_invitations_role_known" CHECK (role::"Role" IS NOT NULL),
    CONSTRAINT "membership_invitations_email_lower" CHECK (email = lower(email))
);
CREATE UNIQUE INDEX "membership_invitations_organization_id_email_key" ON "membership_invitations"("organization_id", "email");
CREATE INDEX "membership_invitations_email_idx" ON "membership_invitations"("email");
ALTER TABLE "membership_invitations" ADD CONSTRAINT "membership_invitations_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Links that prove a mailbox. Of what a link carries only a hash is kept. They belong to a mailbox and to
-- no firm: one firm's invitation ends nothing that another firm has sent.
CREATE TABLE "account_links" (
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "invitation_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_links_pkey" PRIMARY KEY ("token_hash"),
    CONSTRAINT "account_links_purpose_known" CHECK (purpose IN ('new_account', 'password'))
);
CREATE INDEX "account_links_email_idx" ON "account_links"("email");
CREATE INDEX "account_links_invitation_id_idx" ON "account_links"("invitation_id");
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_invitation_id_fkey"
  FOREIGN KEY ("invitation_id") REFERENCES "membership_invitations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What happened to an account itself. It is no firm's business, so no firm's audit trail has it.
CREATE TABLE "account_events" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_events_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "account_events_email_at_idx" ON "account_events"("email", "at");

ALTER TABLE membership_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY one_firm ON membership_invitations USING (
  organization_id = (SELECT nullif(current_setting('tieout.organization_id', true), '')::uuid)
  OR (SELECT current_setting('tieout.scope', true) = 'system')
);
ALTER TABLE account_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_links FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON account_links USING ((SELECT current_setting('tieout.scope', true) = 'system'));
ALTER TABLE account_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_events FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON account_events USING ((SELECT current_setting('tieout.scope', true) = 'system'));

-- A membership that has ended. The row stays for the names in the firm's history.
ALTER TABLE "memberships" ADD COLUMN "removed_at" TIMESTAMPTZ(3);

-- Somebody who has proven their mailbox and accepted nothing yet is signed in to no firm.
ALTER TABLE "user_sessions" ALTER COLUMN "organization_id" DROP NOT NULL;

-- The links so far may have been seen by whoever invited, so they end here. Who had one and never signed in
-- has proven nothing: their memberships become invitations, and their accounts, which have a password that
-- nobody knows, go.
-- The owner of the tables is bound by their policies too.
SET tieout.scope = 'system';
INSERT INTO membership_invitations (id, organization_id, email, name, role, company_ids, created_at)
SELECT m.id, m.organization_id, lower(u.email), u.name, m.role,
       ARRAY(SELECT a.company_id FROM company_access a WHERE a.membership_id = m.id), m.created_at
  FROM memberships m JOIN users u ON u.id = m.user_id
 WHERE m.disabled_at IS NULL
   AND EXISTS (SELECT FROM invitations i WHERE i.user_id = u.id)
   AND NOT EXISTS (SELECT FROM user_sessions s WHERE s.user_id = u.id);
DELETE FROM memberships WHERE id IN (SELECT id FROM membership_invitations);
DELETE FROM users u
 WHERE EXISTS (SELECT FROM invitations i WHERE i.user_id = u.id)
   AND NOT EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id)
   AND NOT EXISTS (SELECT FROM user_sessions s WHERE s.user_id = u.id);
RESET tieout.scope;
DROP TABLE "invitations";
