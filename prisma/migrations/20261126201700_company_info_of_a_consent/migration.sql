-- CompanyInfo is read when a company is connected, to see whose books the grant is for. The first sync ingests
-- what was read then, instead of asking for the same again, and clears it.
ALTER TABLE quickbooks_syncs ADD COLUMN company_info text;
