// Members that replies of 2026 carry and earlier ones often lack, laid around a stored row. None of them
// is stored: a client that sends them back changes nothing.

import { createHash } from "node:crypto";
import type { EntityName, WireObject } from "./company.ts";
import { isFields, listAt, type Fields } from "./wire-fields.ts";

const salesForms = new Set<EntityName>([
  "Invoice",
  "Estimate",
  "SalesReceipt",
  "CreditMemo",
  "RefundReceipt",
]);
const lined = new Set<EntityName>([
  ...salesForms,
  ...["Bill", "VendorCredit", "Purchase", "PurchaseOrder", "JournalEntry"],
]);
const shipped = new Set<EntityName>(["Invoice", "Estimate", "SalesReceipt"]);
const people = new Set<EntityName>(["Customer", "Vendor", "Employee"]);

/** Settings have one row and no known author. */
const authorless = new Set<EntityName>([
  "CompanyInfo",
  "Preferences",
  "ExchangeRate",
  "Entitlements",
  "TaxCode",
]);

const author = { value: "9130357766900000" };
const shipFrom = { Id: "1", Line1: "123 Sierra Way", Line2: "San Pablo, CA 87999" };

const pseudonym = (entity: EntityName, id: string): string =>
  createHash("sha256").update(`${entity}/${id}`).digest("hex").slice(0, 32);

function lineOf2026(entity: EntityName, line: Fields): Fields {
  if (line["DetailType"] === "SubTotalLineDetail") return line;
  return {
    ...line,
    ...(entity === "Bill" ? { LinkedTxn: line["LinkedTxn"] ?? [] } : {}),
    ...(entity === "PurchaseOrder" ? { Received: line["Received"] ?? 0 } : {}),
    CustomExtensions: [],
  };
}

function own(entity: EntityName, row: WireObject): Fields {
  if (entity === "Deposit") return { TxnTaxDetail: row["TxnTaxDetail"] ?? {} };
  if (entity === "Item") return { DeferredRevenue: row["DeferredRevenue"] ?? false };
  if (salesForms.has(entity))
    return {
      FreeFormAddress: row["FreeFormAddress"] ?? true,
      ...(shipped.has(entity) ? { ShipFromAddr: row["ShipFromAddr"] ?? shipFrom } : {}),
    };
  if (!people.has(entity)) return {};
  return {
    ...(entity === "Customer" ? { IsProject: row["IsProject"] ?? false } : {}),
    ...(entity === "Vendor" ? { BillRate: row["BillRate"] ?? 0, CostRate: row["CostRate"] ?? 0 } : {}),
    V4IDPseudonym: pseudonym(entity, row.Id),
  };
}

export function withMembersOf2026(entity: EntityName, row: WireObject): WireObject {
  if (authorless.has(entity)) return row;
  const shown = {
    ...row,
    ...own(entity, row),
    MetaData: { ...row.MetaData, LastModifiedByRef: author },
  };
  if (!lined.has(entity) || !Array.isArray(row["Line"])) return shown;
  return {
    ...shown,
    Line: listAt(row, "Line").map((line) => (isFields(line) ? lineOf2026(entity, line) : line)),
  };
}
