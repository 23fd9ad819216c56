-- What had to be changed to fit a record into its columns: a list of path, reason, what came and what was
-- stored. NULL for nearly all records. The JSON in "source" is always as QuickBooks sent it.
ALTER TABLE "entities" ADD COLUMN "adjustments" JSONB;
ALTER TABLE "transactions" ADD COLUMN "adjustments" JSONB;
