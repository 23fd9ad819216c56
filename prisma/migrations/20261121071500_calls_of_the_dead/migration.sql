-- Metered calls of syncs are counted when they are booked, too. What a killed worker had not stored on its run
-- is the difference to what the run itself has, and the worker that takes the run over adds it.
ALTER TABLE quickbooks_paces ADD COLUMN run_metered bigint NOT NULL DEFAULT 0;
ALTER TABLE quickbooks_syncs ADD COLUMN metered_from bigint;
