-- The migration before this one held the owner to the policies of this table, as no other table does: the
-- functions of the queue, which run as the owner, then saw no run and took no job from the application role.
ALTER TABLE quickbooks_syncs NO FORCE ROW LEVEL SECURITY;
