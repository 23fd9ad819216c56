-- The policies name the firm in each look at a company's runs. Where the table has grown since it was last
-- analysed, the planner took the index over all of the firm's runs along for each company. An index with both
-- leaves nothing to add. The one over the company alone stays for what asks over all firms.
CREATE INDEX "quickbooks_syncs_company_id_organization_id_created_at_idx"
  ON "quickbooks_syncs"("company_id", "organization_id", "created_at");
