-- A person may ask for the documents of some days: they are read again whatever their time of change.
ALTER TABLE quickbooks_syncs ADD COLUMN transactions_from DATE;
ALTER TABLE quickbooks_syncs ADD COLUMN transactions_to DATE;
