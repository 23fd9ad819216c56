-- When it was last looked whether an inactive or deleted name's documents have moved to another. Null for a name that
-- was not looked at since it became so. Few are, and the index holds only those.
ALTER TABLE entities ADD COLUMN references_checked_at TIMESTAMPTZ(3);
CREATE INDEX entities_unchecked_names_idx ON entities (company_id, kind, source_id)
  WHERE references_checked_at IS NULL AND merged_into_id IS NULL AND (NOT active OR deleted_at IS NOT NULL);
