/**
 * For a WITH query: makes a run that the clock asks for of each row (organization_id, id of the company, kind)
 * of `due`, but where one of the kind still waits. Returns their id and kind.
 *
 * @param state SQL of the state that a requested run begins in.
 */
export function insertDueRunsSql(due: string, state: string): string {
  return `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
    SELECT gen_random_uuid(), organization_id, id, kind, 'schedule', ${state} FROM ${due}
    ON CONFLICT (company_id, kind) WHERE state = 'queued' AND attempts = 0 DO NOTHING
    RETURNING id, kind`;
}
