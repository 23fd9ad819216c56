-- A company has at most one waiting run of each kind: a second request widens the first. Runs that wait
-- for another attempt (attempts > 0) are not joined, for they go on where they were.
CREATE UNIQUE INDEX quickbooks_syncs_one_queued ON quickbooks_syncs (company_id, kind)
  WHERE state = 'queued' AND attempts = 0;

-- What a run may be asked to do again by itself, in order of creation.
CREATE INDEX quickbooks_syncs_unfinished ON quickbooks_syncs (company_id, created_at)
  WHERE state IN ('queued', 'running', 'held');
