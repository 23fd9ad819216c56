import type { Role } from "#lib/core/role.ts";
import { staff } from "#lib/core/role.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { connectionTransitions } from "#lib/books/transitions/connection-transitions.ts";
import { runTransitions } from "#lib/books/transitions/run-transitions.ts";
import type { CompanyDetail } from "#lib/contracts/company.ts";
import type { SyncRun } from "#lib/contracts/sync-run.ts";

/** Why something cannot be done now, or null. The server decides again; this only spares the attempt. */
type Rejection = string | null;

const onlyStaff =
  "Viewers can read the books but not change how they sync. Ask an accountant or admin of your firm.";

export function roleDisabledReason(role: Role): Rejection {
  return staff.some((each) => each === role) ? null : onlyStaff;
}

type CompanyState = Pick<CompanyDetail, "connection" | "active" | "awaitingApproval">;

export function syncDisabledReason(role: Role, { connection, active }: CompanyState): Rejection {
  const byRole = roleDisabledReason(role);
  if (byRole !== null) return byRole;
  if (connection === null) return "This company is not connected to QuickBooks yet.";
  const { live, message } = connectionStates[connection.state];
  if (!live) return message;
  if (active?.state === "running")
    return "A sync is under way. Changes made in the meantime are imported right after it.";
  return null;
}

export function pauseDisabledReason(role: Role, { connection }: CompanyState): Rejection {
  const byRole = roleDisabledReason(role);
  if (byRole !== null) return byRole;
  if (connection === null) return "This company is not connected to QuickBooks yet.";
  const mayPause = connectionTransitions.sourcesOf("paused").includes(connection.state);
  return mayPause ? null : connectionStates[connection.state].message;
}

export function cancelDisabledReason(role: Role, run: Pick<SyncRun, "state">): Rejection {
  const byRole = roleDisabledReason(role);
  if (byRole !== null) return byRole;
  return runTransitions.sourcesOf("cancelled").includes(run.state) ? null : "This sync has already ended.";
}
