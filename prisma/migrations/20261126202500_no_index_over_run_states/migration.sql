-- Nearly all runs have succeeded, so an index over the states of all of them says next to nothing, and yet
-- PostgreSQL read it once per company for the firm's list: a second for 2,000 companies whose runs it had
-- not counted yet. The few runs that have not ended have indexes of their own.
DROP INDEX quickbooks_syncs_state_idx;
