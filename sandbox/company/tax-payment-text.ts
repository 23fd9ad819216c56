import type { WireObject } from "./company.ts";

/** Numbers with two decimals and booleans as text, as Intuit's sample of a TaxPayment has them. */
export function asText(row: WireObject): WireObject {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row))
    shown[key] =
      typeof value === "number" ? value.toFixed(2) : typeof value === "boolean" ? String(value) : value;
  return { ...shown, Id: row.Id, MetaData: row.MetaData };
}
