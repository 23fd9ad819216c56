-- Intuit has a grant and refuses the company all the same: 401 to a fresh token, 403, 120, 130, 140.
ALTER TYPE "ConnectionState" ADD VALUE 'access_denied';
