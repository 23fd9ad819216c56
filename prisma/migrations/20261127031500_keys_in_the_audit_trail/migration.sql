-- Who did something is a person, a program with a key, or neither: the system by itself. Keys have no table
-- yet, so nothing is referred to here.
ALTER TABLE audit_events ADD COLUMN api_key_id UUID;
ALTER TABLE audit_events ADD CONSTRAINT audit_events_one_actor
  CHECK (num_nonnulls(user_id, api_key_id) <= 1) NOT VALID;
ALTER TABLE audit_events VALIDATE CONSTRAINT audit_events_one_actor;

-- As for people: which record a key has read is written down once a day (UTC), however often it reads.
CREATE UNIQUE INDEX audit_events_record_viewed_by_key ON audit_events (
  company_id, api_key_id, (detail ->> 'recordType'), (detail ->> 'sourceId'), ((at AT TIME ZONE 'UTC')::date)
) WHERE action = 'record.viewed' AND api_key_id IS NOT NULL;
