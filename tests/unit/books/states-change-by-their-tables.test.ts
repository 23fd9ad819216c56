import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { allTransitions } from "#lib/books/transitions/all-transitions.ts";
import { inProject } from "#scripts/project-root.ts";
import { listStateWrites, type StateWrite } from "#tests/support/state-writes.ts";

/** Which folder alone writes each table. */
const owners: Readonly<Record<string, string>> = {
  quickbooks_connections: "lib/connections/",
  quickbooks_syncs: "lib/runs/",
  quickbooks_sync_steps: "lib/runs/",
  quickbooks_webhook_events: "lib/intuit-events/",
  alerts: "lib/alerts/",
};
// A new key seals whatever is sealed anew, wherever it stands, and touches no state.
const resealing = "lib/connections/reseal.ts";

/** What is assigned to the column: in an update other columns may look at the new state. */
function assignedStates({ kind, written }: StateWrite): string {
  const assignment = /(?<![.\w])state\s*=\s*(.*?)(?=,\s*\w+\s*=|$)/gs;
  return kind === "insert" ? written : [...written.matchAll(assignment)].map(([, value]) => value).join("\n");
}

const writes = await listStateWrites(Object.keys(owners));

test("every table with a state is written from one folder", () => {
  expect(writes.length).toBeGreaterThan(35);
  for (const { file, table } of writes) {
    if (file !== resealing) expect(file, table).toMatch(new RegExp(`^${owners[table] ?? "nowhere"}`));
  }
});

test("no statement of lib names the state that it writes: it takes it from the table", async () => {
  for (const { table, states } of allTransitions.map(({ table, states }) => ({ table, states }))) {
    const words = new RegExp(`'(?:${Object.keys(states).join("|")})'`);
    for (const write of writes.filter((one) => one.table === table)) {
      expect(assignedStates(write), write.file).not.toMatch(words);
      if (!/\bstate\s*=/.test(write.written) && !write.columns?.includes("state")) continue;
      const source = await readFile(inProject(write.file), "utf8");
      // A part of a statement is given its state by the statement around it.
      const isPart = write.written.includes("${state}");
      if (!isPart) expect(source, write.file).toMatch(/Transitions\.(?:targetOf|createdBy|cell)\(/);
      if (write.kind === "update") expect(source, write.file).toMatch(/Transitions\.sourcesOf\(/);
    }
  }
});

test("every new row is given its state: none relies on a column's default", () => {
  for (const { file, table, kind, columns } of writes) {
    if (kind === "insert") expect(columns, `${file} ${table}`).toContain("state");
  }
});
