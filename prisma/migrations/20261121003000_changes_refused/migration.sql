ALTER TABLE company_record_types ADD COLUMN changes_refused BOOLEAN NOT NULL DEFAULT false;
