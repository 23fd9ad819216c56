import { formatMoney } from "../format/money.ts";

/**
 * Number, party and amount of a rejected record, as far as its JSON lets them be read: "No. 1042, Amy's Bird
 * Sanctuary, $239.00". Null when it names none of them.
 */
export function describeSource(source: unknown): string | null {
  if (!isObject(source)) return null;
  const number = textOf(source["DocNumber"]);
  const party = [source["CustomerRef"], source["VendorRef"], source["EntityRef"], source["EmployeeRef"]]
    .map((reference) =>
      isObject(reference) ? (textOf(reference["name"]) ?? textOf(reference["value"])) : null,
    )
    .find((name) => name !== null);
  const name =
    textOf(source["DisplayName"]) ?? textOf(source["FullyQualifiedName"]) ?? textOf(source["Name"]);
  const amount = textOf(source["TotalAmt"]) ?? textOf(source["Amount"]);
  const currency = isObject(source["CurrencyRef"]) ? textOf(source["CurrencyRef"]["value"]) : null;
  const isAmount = amount !== null && /^-?\d+(?:\.\d+)?$/.test(amount);
  const isCurrency = currency !== null && /^[A-Z]{3}$/.test(currency);
  const words = [
    number === null ? null : `No. ${number}`,
    party ?? name,
    isAmount ? formatMoney(amount, isCurrency ? currency : null) : amount,
  ].filter((word) => typeof word === "string");
  return words.length === 0 ? null : words.join(", ");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 120) : null;
}
