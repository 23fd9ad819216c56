// The usual code: node-quickbooks' fetchAll, then one Prisma upsert per record, with the columns that one
// would read and the record's JSON; no lines, no history, no row-level security.
//
// node bench/backfill/usual-process.ts <realm> <token> <company id> <firm id> <first day>

import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";

import { PrismaPg } from "@prisma/adapter-pg";
import { z } from "zod";

import { config } from "#lib/config/config.ts";
import { PrismaClient } from "#prisma/generated/client.ts";

const invoice = z.looseObject({
  Id: z.string(),
  SyncToken: z.string(),
  DocNumber: z.string().optional(),
  TxnDate: z.string(),
  DueDate: z.string().optional(),
  CustomerRef: z.looseObject({ value: z.string(), name: z.string().optional() }),
  TotalAmt: z.number(),
  Balance: z.number().optional(),
  MetaData: z.looseObject({ LastUpdatedTime: z.string() }),
});
const answer = z.object({
  QueryResponse: z.object({ Invoice: z.array(z.record(z.string(), z.unknown())).default([]) }),
});

interface Client {
  findInvoices(criteria: unknown, done: (failure: unknown, found: unknown) => void): void;
}
type ClientClass = (new (...values: unknown[]) => Client) & Record<string, string>;

const [realm = "", token = "", companyId = "", organizationId = "", firstDay = ""] = process.argv.slice(2);
/* Its own types cover the usual calls but not where it sends them. */
const NodeQuickBooks = createRequire(import.meta.url)("node-quickbooks") as ClientClass;
NodeQuickBooks["V3_ENDPOINT_BASE_URL"] = `${config().quickbooks.apiBaseUrl}/v3/company/`;
const client = new NodeQuickBooks("id", "secret", token, false, realm, true, false, null, "2.0", null);
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: config().databaseUrl }) });
await prisma.$connect();

const startedAt = performance.now();
const found = await fetchAll();
const fetchedAt = performance.now();
for (const record of found) await upsert(record);
const endedAt = performance.now();
await prisma.$disconnect();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  `usual ${JSON.stringify({
    records: found.length,
    seconds: (endedAt - startedAt) / 1000,
    fetchSeconds: (fetchedAt - startedAt) / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakRssMb: Math.round(maxRSS / 1024),
  })}`,
);
process.exit(0);

function fetchAll(): Promise<readonly Record<string, unknown>[]> {
  const criteria = [
    { field: "fetchAll", value: true },
    { field: "TxnDate", value: firstDay, operator: ">=" },
  ];
  return new Promise((resolve, reject) => {
    client.findInvoices(criteria, (failure, all) => {
      if (failure === null || failure === undefined) resolve(answer.parse(all).QueryResponse.Invoice);
      else reject(failure instanceof Error ? failure : new Error(JSON.stringify(failure)));
    });
  });
}

async function upsert(source: Record<string, unknown>): Promise<void> {
  const record = invoice.parse(source);
  const columns = {
    docNumber: record.DocNumber ?? null,
    transactionOn: new Date(record.TxnDate),
    dueOn: record.DueDate === undefined ? null : new Date(record.DueDate),
    partyKind: "customer",
    partyId: record.CustomerRef.value,
    partyName: record.CustomerRef.name ?? null,
    totalAmount: record.TotalAmt,
    balance: record.Balance ?? null,
    source: JSON.parse(JSON.stringify(source)) as object,
    contentHash: Buffer.alloc(16),
    editHash: Buffer.alloc(16),
    syncToken: Number(record.SyncToken),
    sourceUpdatedAt: new Date(record.MetaData.LastUpdatedTime),
  };
  const key = { companyId, type: "invoice", sourceId: record.Id };
  await prisma.transaction.upsert({
    where: { companyId_type_sourceId: key },
    create: { ...key, organizationId, ...columns },
    update: columns,
  });
}
