// Real answers of Intuit's API. They are kept beside the checkout and not in it; without them, the tests
// made of them are not there either, and the end of `npm test` says so.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import type { RecordType } from "#lib/books/record-type.ts";
import { recordTypeOfName } from "#lib/quickbooks/entities.ts";
import { isWireRecord, type WireRecord } from "#lib/quickbooks/wire/wire-record.ts";

const folder = join(import.meta.dirname, "../../../shared/recorded");

export const isRecordedMaterialHere = existsSync(folder);
if (!isRecordedMaterialHere) console.warn(`No recorded answers of Intuit in ${folder}: they are left out.`);

export interface RecordedExchange {
  readonly file: string;
  readonly method: string;
  readonly uri: string;
  readonly status: number;
  readonly contentType: string;
  readonly intuitTid: string;
  readonly body: string;
}

export interface RecordedRecord {
  readonly recordType: RecordType;
  readonly record: WireRecord;
}

export function recordedExchanges(): RecordedExchange[] {
  return filesUnder("http-cassettes", ".yml").flatMap((file) => {
    const cassette: unknown = parse(read(file));
    return objects(member(cassette, "http_interactions")).flatMap((interaction) =>
      readExchange(file, interaction),
    );
  });
}

/** Every object with a SyncToken in any answer, and those of the multicurrency company. */
export function recordedRecords(): RecordedRecord[] {
  const found: RecordedRecord[] = [];
  for (const exchange of recordedExchanges()) {
    if (exchange.body.startsWith("{")) collect(JSON.parse(exchange.body), found);
  }
  return [...found, ...multicurrencyRecords()];
}

const multicurrencyTypes: Readonly<Record<string, RecordType>> = {
  accounts: "account",
  employees: "employee",
  departments: "department",
  classes: "class",
  exchange_rates: "exchange_rate",
  preferences: "preferences",
  journal_entries: "journal_entry",
  purchases: "purchase",
  attachments: "attachable",
};

function multicurrencyRecords(): RecordedRecord[] {
  if (!isRecordedMaterialHere) return [];
  const company: unknown = JSON.parse(read("multicurrency-company/mock_qbo.json"));
  return Object.entries(multicurrencyTypes).flatMap(([key, recordType]) => {
    const kept = member(company, key);
    // Some lists are lists of pages.
    const records = Array.isArray(kept) ? kept.flat() : [kept];
    return objects(records).map((record) => ({ recordType, record }));
  });
}

export interface WebhookSample {
  readonly name: string;
  readonly body: string;
  readonly verifierToken: string | null;
  readonly signature: string | null;
}

export function webhookSamples(): WebhookSample[] {
  if (!isRecordedMaterialHere) return [];
  const samples: unknown = JSON.parse(read("webhooks/webhook-samples.json"));
  if (!isWireRecord(samples)) throw new Error("webhook-samples.json is an object");
  return Object.entries(samples).flatMap(([name, sample]) => {
    if (!isWireRecord(sample)) return [];
    const raw = sample["raw_body"];
    return [
      {
        name,
        body: typeof raw === "string" ? raw : JSON.stringify(sample["body"]),
        verifierToken: textOrNull(sample["verifier_token"]),
        signature: textOrNull(sample["intuit_signature"]),
      },
    ];
  });
}

function collect(value: unknown, into: RecordedRecord[]): void {
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, into);
    return;
  }
  if (!isWireRecord(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const recordType = recordTypeOfName(key);
    const candidates = Array.isArray(inner) ? inner : [inner];
    const records = objects(candidates).filter((record) => typeof record["SyncToken"] === "string");
    if (recordType !== null && records.length > 0)
      into.push(...records.map((record) => ({ recordType, record })));
    else collect(inner, into);
  }
}

function readExchange(file: string, interaction: WireRecord): RecordedExchange[] {
  const request = member(interaction, "request");
  const response = member(interaction, "response");
  const body = member(member(response, "body"), "string");
  // A PDF is kept as bytes: not ours to read.
  if (typeof body !== "string") return [];
  return [
    {
      file,
      method: String(member(request, "method")).toUpperCase(),
      uri: String(member(request, "uri")),
      status: Number(member(member(response, "status"), "code")),
      contentType: header(response, "Content-Type"),
      intuitTid: header(response, "Intuit-Tid"),
      body,
    },
  ];
}

function header(response: unknown, name: string): string {
  const values = member(member(response, "headers"), name);
  return Array.isArray(values) ? String(values[0]) : "";
}

function filesUnder(name: string, extension: string): string[] {
  if (!isRecordedMaterialHere) return [];
  return readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(extension))
    .map((file) => join(name, file));
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

function member(value: unknown, key: string): unknown {
  return isWireRecord(value) ? value[key] : undefined;
}

function objects(value: unknown): WireRecord[] {
  return Array.isArray(value) ? value.filter(isWireRecord) : [];
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
