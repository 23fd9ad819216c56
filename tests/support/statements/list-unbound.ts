import pg from "pg";

import { prepareStaging } from "#lib/store/write/stage-rows.ts";
import { listFirmTables } from "../firm-tables.ts";
import type { RecordedStatements } from "./record-statements.ts";
import { unboundScans } from "./unbound-scans.ts";

/** Of the statements, those that look into a firm's table without saying of which firm, and into which. */
export async function listUnbound(
  adminUrl: string,
  statements: RecordedStatements,
): Promise<readonly string[]> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Pages are staged in tables of the session.
    await prepareStaging(admin);
    const tables = new Set(["organizations", ...(await listFirmTables(admin)).map(({ name }) => name)]);
    const unbound: string[] = [];
    for (const text of statements.values()) {
      const scans = await unboundScans(admin, text, tables);
      if (scans.length > 0) unbound.push(`${scans.join(", ")} in: ${text.replaceAll(/\s+/g, " ").trim()}`);
    }
    return unbound;
  } finally {
    await admin.end();
  }
}
