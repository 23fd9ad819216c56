// A company of the sandbox and our copy of it, side by side: runs are asked for and carried out as the
// worker does, and the two can be compared record for record.

import { recordTypes, allRecordTypes, type RecordType } from "#lib/books/record-type.ts";
import { systemClock } from "#lib/core/clock.ts";
import { parseRealmId, type OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { log } from "#lib/log/log.ts";
import type { BatchMetering, CallReply, CallRequest } from "#lib/quickbooks/client.ts";
import { createClient } from "#lib/quickbooks/create-client.ts";
import { intuitEntity } from "#lib/quickbooks/entities.ts";
import { unpaced } from "#lib/quickbooks/pacing.ts";
import { requestSync } from "#lib/runs/request/request-run.ts";
import type { RunDependencies, RunOutcome } from "#lib/sync/run-dependencies.ts";
import { runSync } from "#lib/sync/run-sync.ts";
import type { SyncRequest } from "#lib/runs/request/run-scope.ts";
import type { Company, CompanySpec, WireObject } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { createConnectedCompany, type ConnectedCompany } from "./connected-company.ts";

export interface SandboxBooks {
  readonly running: RunningSandbox;
  /** QuickBooks' side. */
  readonly company: Company;
  /** Ours. */
  readonly ours: ConnectedCompany;
  readonly dependencies: RunDependencies;
  /** Stands between the run and QuickBooks, when set: may look, do something first, or spoil the answer. */
  intercept: Intercept | null;
  /** Holds the time at which records are written, when set. Epoch milliseconds. */
  heldTimeMs: number | null;
  /** Asks for a run and carries it out. */
  readonly sync: (request?: Partial<SyncRequest>) => Promise<FinishedRun>;
  /** QuickBooks is gone from then on. A second time does nothing. */
  readonly stop: () => Promise<void>;
}

export type Intercept = (request: CallRequest, send: () => Promise<CallReply>) => Promise<CallReply>;

export interface FinishedRun {
  readonly syncId: string;
  readonly outcome: RunOutcome;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface BooksWishes {
  readonly size?: CompanySpec["size"];
  readonly seed?: number;
  readonly profile?: CompanySpec["profile"];
  /** Columns of companies, by their names in the database. */
  readonly columns?: Readonly<Record<string, unknown>>;
  /** The firm that the company belongs to. Default: one of its own. */
  readonly organizationId?: OrganizationId;
  /** What a batch is billed as, by QuickBooks and by our meter. Default "items". */
  readonly batchMetering?: BatchMetering;
  /** How long the client waits for an answer. */
  readonly timeoutMs?: number;
}

export async function openBooks(wishes: BooksWishes = {}): Promise<SandboxBooks> {
  const { size = "small", seed = 7, profile = "landscaper" } = wishes;
  const hold: { timeMs: number | null; intercept: Intercept | null } = { timeMs: null, intercept: null };
  const running = await startSandbox({
    port: 0,
    companies: 1,
    size,
    seed,
    profile,
    limits: false,
    openCompany: (spec, clock) => openCompany(spec, { now: () => hold.timeMs ?? clock.now() }),
  });
  const [company] = running.sandbox.companies();
  if (!company) throw new Error("the sandbox opened no company");
  if (wishes.batchMetering) running.sandbox.switches.set({ batchMetering: wishes.batchMetering });
  // Its realm is any: tests of one file open the same company several times.
  const { columns, organizationId } = wishes;
  const ours = await createConnectedCompany({
    ...(columns ? { columns } : {}),
    ...(organizationId ? { organizationId } : {}),
  });
  let stopped: Promise<void> | undefined;
  let token = await handOutToken(running, company.realmId);
  const dependencies: RunDependencies = {
    clock: systemClock,
    log: log(),
    openClient: ({ companyId, observe }) => {
      const client = createClient({
        apiBaseUrl: running.url,
        companyId,
        realmId: parseRealmId(company.realmId),
        tokens: {
          get: () => Promise.resolve(token),
          rejected: async () => (token = await handOutToken(running, company.realmId)),
        },
        pacer: unpaced,
        observe,
        batchMetering: wishes.batchMetering,
        timeoutMs: wishes.timeoutMs,
      });
      return Promise.resolve({
        call: (request) =>
          hold.intercept ? hold.intercept(request, () => client.call(request)) : client.call(request),
      });
    },
  };
  return {
    get intercept() {
      return hold.intercept;
    },
    set intercept(wanted) {
      hold.intercept = wanted;
    },
    get heldTimeMs() {
      return hold.timeMs;
    },
    set heldTimeMs(wanted) {
      hold.timeMs = wanted;
    },
    running,
    company,
    ours,
    dependencies,
    sync: async (request = {}) => {
      const { organizationId, companyId } = ours;
      const { syncId } = await requestSync({
        organizationId,
        companyId,
        kind: "incremental",
        trigger: "person",
        ...request,
      });
      const outcome = await runSync(syncId, dependencies);
      const { rows } = await asSystem((sql) =>
        sql.query<Record<string, unknown>>("SELECT * FROM quickbooks_syncs WHERE id = $1", [syncId]),
      );
      return { syncId, outcome, row: rows[0] ?? {} };
    },
    stop: () => (stopped ??= running.stop()),
  };
}

async function handOutToken(running: RunningSandbox, realm: string): Promise<string> {
  const answer = await fetch(`${running.url}/_sandbox/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ realmId: realm }),
  });
  const body: unknown = await answer.json();
  if (
    typeof body === "object" &&
    body !== null &&
    "access_token" in body &&
    typeof body.access_token === "string"
  ) {
    return body.access_token;
  }
  throw new Error(`the sandbox gave no token: ${answer.status}`);
}

export interface BothSides {
  readonly company: Company;
  readonly ours: Pick<ConnectedCompany, "companyId">;
}

export interface Disagreement {
  readonly recordType: RecordType;
  readonly sourceId: string;
  readonly what: "missing here" | "missing there" | "differs";
}

/** Every record in which QuickBooks and our copy disagree, by Intuit's JSON. */
export async function disagreements(books: BothSides): Promise<readonly Disagreement[]> {
  const found: Disagreement[] = [];
  for (const recordType of allRecordTypes) {
    const theirs = theirRecords(books.company, recordType);
    const held = await ourRecords(books, recordType);
    for (const [sourceId, text] of theirs) {
      const mine = held.get(sourceId);
      if (mine === undefined) found.push({ recordType, sourceId, what: "missing here" });
      else if (mine !== text) found.push({ recordType, sourceId, what: "differs" });
    }
    for (const sourceId of held.keys()) {
      if (!theirs.has(sourceId)) found.push({ recordType, sourceId, what: "missing there" });
    }
  }
  // Neither side hands its records out in an order that stays.
  return found.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function keyOf({ recordType, sourceId, what }: Disagreement): string {
  return `${recordType} ${sourceId} ${what}`;
}

function theirRecords(company: Company, recordType: RecordType): Map<string, string> {
  const entity = intuitEntity(recordType).queryName;
  if (!company.offers(entity)) return new Map();
  const rows = [...company.scan(entity, { order: "id" })];
  return new Map(rows.map((row) => [theirId(recordType, row), canonical(recordType, row)]));
}

/** Rates have an Id inside the sandbox only. */
function theirId(recordType: RecordType, row: WireObject): string {
  if (recordType !== "exchange_rate") return row.Id;
  return `${String(row["SourceCurrencyCode"])}@${String(row["AsOfDate"])}`;
}

async function ourRecords(
  books: Pick<BothSides, "ours">,
  recordType: RecordType,
): Promise<Map<string, string>> {
  const { shape } = recordTypes[recordType];
  const [table, column] = shape === "entity" ? ["entities", "kind"] : ["transactions", "type"];
  const { rows } = await asSystem((sql) =>
    sql.query<{ source_id: string; source: Record<string, unknown> }>(
      `SELECT source_id, source FROM ${table} WHERE company_id = $1 AND ${column} = $2 AND deleted_at IS NULL`,
      [books.ours.companyId, recordType],
    ),
  );
  return new Map(rows.map((row) => [row.source_id, canonical(recordType, row.source)]));
}

/**
 * Templates are wrapped on the wire and are not inside the sandbox; addresses of files are made for the
 * wire, and Ids of rates are left out there. The names shown in references are left out: a renamed item shows everywhere at once, and no LastUpdatedTime says so.
 */
function canonical(recordType: RecordType, record: Readonly<Record<string, unknown>>): string {
  const inner = recordType === "recurring_transaction" ? unwrapped(record) : record;
  const isInside = (key: string) =>
    key.startsWith("$") || (recordType === "exchange_rate" && (key === "Id" || key === "SyncToken"));
  const shown = Object.entries(inner).filter(([key]) => !isInside(key) && !key.endsWith("Uri"));
  return JSON.stringify(sorted(Object.fromEntries(shown)));
}

function unwrapped(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if ("Id" in record) return record;
  const [inner] = Object.values(record);
  return typeof inner === "object" && inner !== null ? { ...inner } : record;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const isReference = "value" in value && "name" in value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(isReference && key === "name"))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
