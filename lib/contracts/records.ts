// GET /api/companies/[companyId]/records/… : browsing what was imported.

import { z } from "zod";

import { cursorInput } from "./inputs/cursor-input.ts";
import { day, decimal, instant } from "./inputs/instant.ts";
import { recordTypeName } from "./inputs/record-type-name.ts";
import { textInput } from "./inputs/text-input.ts";

export const recordsPageSize = 50;

export const recordsQuery = z.object({
  search: textInput({ max: 100, trimmed: true }).default(""),
  /** Deleted, merged and inactive ones are hidden unless asked for. */
  show: z.enum(["present", "all", "gone"]).default("present"),
  /** From `next` and `previous` of an earlier answer. */
  after: cursorInput.optional(),
  before: cursorInput.optional(),
});
export type RecordsQuery = z.infer<typeof recordsQuery>;

export const recordSummary = z.object({
  recordType: recordTypeName,
  sourceId: z.string(),
  /** Document number, or the name of a list object. */
  title: z.string(),
  date: day.nullable(),
  party: z.string().nullable(),
  /** Of a list object: what it is part of, as "Job Expenses:Cost of Labor". */
  memo: z.string().nullable(),
  code: z.string().nullable(),
  kind: z.string().nullable(),
  /** Of the figures: the record's own, its party's or account's; null where nothing tells. */
  currency: z.string().nullable(),
  /** Of a credit the other way around: negative where Intuit's JSON is positive. So are all its figures. */
  amount: decimal.nullable(),
  balance: decimal.nullable(),
  /** A refund on a card, a credit memo, a vendor's credit, a refund receipt. */
  isCredit: z.boolean(),
  /** Of a time activity: "7:30". */
  hours: z.string().nullable(),
  /** Of a time activity: the customer. */
  workedFor: z.string().nullable(),
  active: z.boolean(),
  voidedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  changedAt: instant,
});
export type RecordSummary = z.infer<typeof recordSummary>;

export const recordList = z.object({
  records: z.array(recordSummary),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});
export type RecordList = z.infer<typeof recordList>;

/** Another record, by what QuickBooks calls it and, when we hold it, its name. */
export const recordReference = z.object({
  recordType: recordTypeName.nullable(),
  sourceId: z.string(),
  name: z.string().nullable(),
});
export type RecordReference = z.infer<typeof recordReference>;

export const recordLine = z.object({
  position: z.int(),
  detailType: z.string(),
  description: z.string().nullable(),
  item: recordReference.nullable(),
  account: recordReference.nullable(),
  class: recordReference.nullable(),
  department: recordReference.nullable(),
  party: recordReference.nullable(),
  quantity: decimal.nullable(),
  unitPrice: decimal.nullable(),
  amount: decimal.nullable(),
  side: z.enum(["debit", "credit"]).nullable(),
});
export type RecordLine = z.infer<typeof recordLine>;

export const recordLink = z.object({
  /** "outgoing": this record says so; "incoming": the other one does. */
  direction: z.enum(["outgoing", "incoming"]),
  /** The line of this record that carries it; null when it is the header's, or the other record's. */
  linePosition: z.int().nullable(),
  linkedAs: z.string(),
  other: recordReference,
  /** Null where a line carries several links: QuickBooks says only what the line comes to. */
  amount: decimal.nullable(),
});
export type RecordLink = z.infer<typeof recordLink>;

export const recordVersion = z.object({
  version: z.int(),
  syncToken: z.int(),
  updatedAt: instant,
  /** Null for the present one. */
  replacedAt: instant.nullable(),
  replacedBy: z.string().nullable(),
  syncId: z.uuid().nullable(),
  /** Intuit's JSON, as it was. */
  source: z.json(),
});
export type RecordVersion = z.infer<typeof recordVersion>;

/** A value that did not fit its column as it came. */
export const recordAdjustment = z.object({
  /** Where it stands in Intuit's JSON: "Line[2].Amount"; "" for the record as a whole. */
  path: z.string(),
  reason: z.string(),
  /** As JSON and cut short; null when nothing came. */
  came: z.string().nullable(),
  /** Null when the column is empty. */
  stored: z.string().nullable(),
});

export const recordDetail = recordSummary.extend({
  syncToken: z.int(),
  createdAt: instant.nullable(),
  updatedAt: instant,
  importedAt: instant,
  dueOn: day.nullable(),
  exchangeRate: decimal.nullable(),
  homeAmount: decimal.nullable(),
  taxAmount: decimal.nullable(),
  partyReference: recordReference.nullable(),
  account: recordReference.nullable(),
  /** Where a transfer leads, the card that is paid; `account` is where the money comes from. */
  otherAccount: recordReference.nullable(),
  workedForReference: recordReference.nullable(),
  hourlyRate: decimal.nullable(),
  /** What a deposit pays out again; its amount is the lines less this. */
  cashBack: z
    .object({
      account: recordReference.nullable(),
      amount: decimal.nullable(),
      memo: z.string().nullable(),
    })
    .nullable(),
  department: recordReference.nullable(),
  paymentType: z.string().nullable(),
  fullName: z.string().nullable(),
  parent: recordReference.nullable(),
  mergedInto: recordReference.nullable(),
  classification: z.string().nullable(),
  subType: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  unitPrice: decimal.nullable(),
  quantityOnHand: decimal.nullable(),
  lines: z.array(recordLine),
  links: z.array(recordLink),
  /** How many versions there have been, the present one included. */
  versions: z.int(),
  source: z.json(),
  /** What was adjusted on import. */
  adjustments: z.array(recordAdjustment),
});
export type RecordDetail = z.infer<typeof recordDetail>;

/** GET …/versions: newest first, the present one on top. */
export const recordVersions = z.object({ versions: z.array(recordVersion) });
