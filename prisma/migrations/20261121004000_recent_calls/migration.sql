-- When the company's latest calls ended. A call reaches Intuit somewhere between its sending and its end,
-- so these, and those under way, are all that can fall into the second that ends now.
ALTER TABLE quickbooks_paces ADD COLUMN recent_ends timestamptz(6)[] NOT NULL DEFAULT '{}';
