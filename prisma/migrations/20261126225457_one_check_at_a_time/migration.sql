-- A check of a company is made once, however many ask for it at the same time, and told to all of them.
ALTER TABLE companies ADD COLUMN check_claimed_at TIMESTAMPTZ(3);
ALTER TABLE companies ADD COLUMN last_check JSONB;
