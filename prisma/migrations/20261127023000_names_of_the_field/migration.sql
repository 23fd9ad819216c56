-- Columns and states get the names that the field uses for them. Processes of the version before do not
-- know the new ones: stop them before this is applied (docs/RUNBOOK.md, Updating).

ALTER TABLE alerts RENAME COLUMN says TO message;
ALTER TABLE entities RENAME COLUMN taken_in_at TO imported_at;
ALTER TABLE transactions RENAME COLUMN taken_in_at TO imported_at;
ALTER TABLE company_record_types RENAME COLUMN not_offered_why TO not_offered_reason;
ALTER TABLE company_record_types RENAME COLUMN changes_refused TO not_in_cdc;
ALTER TABLE company_record_types RENAME COLUMN refused_clauses TO rejected_clauses;
ALTER TABLE company_record_types RENAME COLUMN clauses_refused_at TO clauses_rejected_at;
ALTER TABLE quickbooks_syncs RENAME COLUMN records_touched TO records_derived_only;
ALTER TABLE quickbooks_sync_steps RENAME COLUMN touched TO derived_only;
ALTER TABLE quickbooks_sync_steps RENAME COLUMN left_out_clauses TO omitted_clauses;

-- The states are text, and the enum lists which there are.
DROP INDEX quickbooks_syncs_unfinished;
ALTER TYPE "SyncState" RENAME VALUE 'held' TO 'awaiting_approval';
UPDATE quickbooks_syncs SET state = 'awaiting_approval' WHERE state = 'held';
CREATE INDEX quickbooks_syncs_unfinished ON quickbooks_syncs (company_id, created_at)
  WHERE state IN ('queued', 'running', 'awaiting_approval');
