import type { Role } from "#lib/auth/roles.ts";
import { staff } from "#lib/auth/roles.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import type { CompanyDetail } from "#lib/contracts/company.ts";
import type { SyncRun } from "#lib/contracts/sync-run.ts";

/** Why a deed is not to be had now, or null. The server decides again; this only spares the attempt. */
type Refusal = string | null;

const onlyStaff = "Viewers read the books and cannot change how they are kept. Ask somebody who keeps them.";

export function roleRefusal(role: Role): Refusal {
  return staff.some((each) => each === role) ? null : onlyStaff;
}

type Standing = Pick<CompanyDetail, "connection" | "active" | "held">;

export function syncRefusal(role: Role, { connection, active }: Standing): Refusal {
  const byRole = roleRefusal(role);
  if (byRole !== null) return byRole;
  if (connection === null) return "This company is not connected to QuickBooks yet.";
  const { live, says } = connectionStates[connection.state];
  if (!live) return says;
  if (active?.state === "running")
    return "A sync is under way. Changes made meanwhile are taken in right after it.";
  return null;
}

export function pauseRefusal(role: Role, { connection }: Standing): Refusal {
  const byRole = roleRefusal(role);
  if (byRole !== null) return byRole;
  if (connection === null) return "This company is not connected to QuickBooks yet.";
  const mayPause: readonly string[] = connectionStates[connection.state].mayBecome;
  return mayPause.includes("paused") ? null : connectionStates[connection.state].says;
}

export function cancelRefusal(role: Role, run: Pick<SyncRun, "state">): Refusal {
  const byRole = roleRefusal(role);
  if (byRole !== null) return byRole;
  return ["queued", "running", "held"].includes(run.state) ? null : "This sync has already ended.";
}
