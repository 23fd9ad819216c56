-- Records that are held now and not marked as deleted, kept by every page that changes how many they are.
-- our_count stays what it was when QuickBooks was last asked for its own: a difference compares one moment.
ALTER TABLE company_record_types ADD COLUMN live_count INTEGER;

SET tieout.scope = 'system';

INSERT INTO company_record_types (organization_id, company_id, record_type, live_count)
SELECT organization_id, company_id, kind, count(*) FILTER (WHERE deleted_at IS NULL)
FROM entities GROUP BY organization_id, company_id, kind
ON CONFLICT (company_id, record_type) DO UPDATE SET live_count = excluded.live_count;

INSERT INTO company_record_types (organization_id, company_id, record_type, live_count)
SELECT organization_id, company_id, type, count(*) FILTER (WHERE deleted_at IS NULL)
FROM transactions GROUP BY organization_id, company_id, type
ON CONFLICT (company_id, record_type) DO UPDATE SET live_count = excluded.live_count;

RESET tieout.scope;
