-- Statements name the firm besides the company. The planner would take the two for independent and expect a
-- fraction of the rows that there are, and then sort a company's records instead of following an index.
CREATE STATISTICS entities_firm_of_company (dependencies) ON company_id, organization_id FROM entities;
CREATE STATISTICS transactions_firm_of_company (dependencies) ON company_id, organization_id FROM transactions;
CREATE STATISTICS transaction_lines_firm_of_company (dependencies)
  ON company_id, organization_id FROM transaction_lines;
CREATE STATISTICS transaction_links_firm_of_company (dependencies)
  ON company_id, organization_id FROM transaction_links;
CREATE STATISTICS record_versions_firm_of_company (dependencies)
  ON company_id, organization_id FROM record_versions;
CREATE STATISTICS record_failures_firm_of_company (dependencies)
  ON company_id, organization_id FROM record_failures;
CREATE STATISTICS quickbooks_syncs_firm_of_company (dependencies)
  ON company_id, organization_id FROM quickbooks_syncs;
CREATE STATISTICS webhook_events_firm_of_company (dependencies)
  ON company_id, organization_id FROM quickbooks_webhook_events;
