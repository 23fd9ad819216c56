/**
 * Companies whose last ended run went wrong, as rows of id, state, kind, types and finished_at of that run,
 * company_id, connection (its state) and under_way. Parameter $1 is the firm. One that was disconnected is
 * at rest: nothing is wrong with it.
 */
export const failingCompaniesSql = `
  SELECT last.id, last.state, last.kind, last.types, last.finished_at, c.id AS company_id,
         k.state AS connection,
         EXISTS (SELECT FROM quickbooks_syncs later WHERE later.company_id = c.id AND later.organization_id = c.organization_id
                  AND later.state IN ('queued', 'running', 'awaiting_approval')) AS under_way
    FROM companies c
    JOIN quickbooks_connections k ON k.company_id = c.id AND k.organization_id = c.organization_id
     AND k.state <> 'disconnected'
   CROSS JOIN LATERAL (
     SELECT id, organization_id, state, kind, types, finished_at FROM quickbooks_syncs s
      WHERE s.company_id = c.id AND s.state IN ('succeeded', 'incomplete', 'failed')
      ORDER BY s.created_at DESC LIMIT 1
   ) last
   WHERE c.organization_id = $1 AND c.archived_at IS NULL AND last.state IN ('failed', 'incomplete')
     -- Behind the limit: before it, the index over all of the firm's runs may be read for each company.
     AND last.organization_id = c.organization_id`;
