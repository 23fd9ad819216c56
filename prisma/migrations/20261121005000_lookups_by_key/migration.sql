-- Lookups by key must go by the primary key. While a table holds more than PostgreSQL knew when it last
-- looked (a first backfill grows it a thousandfold between two looks), it takes a company and type for
-- one row, holds the smaller of two indexes that begin with both for the cheaper one, and then reads the
-- whole type for each of a page's thousand records. An index that a lookup is not allowed to use cannot
-- be chosen: lists say "versions > 0", which is true of every row, and links are looked for by type.
DROP INDEX "entities_company_id_kind_name_idx";
CREATE INDEX "entities_company_id_kind_name_idx" ON "entities"("company_id", "kind", "name") WHERE versions > 0;

DROP INDEX "transactions_company_id_type_transaction_on_idx";
CREATE INDEX "transactions_company_id_type_transaction_on_idx"
  ON "transactions"("company_id", "type", "transaction_on") WHERE versions > 0;

DROP INDEX "transaction_links_company_id_linked_type_linked_id_idx";
CREATE INDEX "transaction_links_company_id_linked_type_linked_id_idx"
  ON "transaction_links"("company_id", "linked_type", "linked_id") WHERE linked_type IS NOT NULL;
