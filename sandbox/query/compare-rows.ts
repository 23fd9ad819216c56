import type { WireObject } from "../company/company.ts";
import { compareIds } from "../company/id-order.ts";
import { pacificDate, parseInstant } from "../clock/pacific-time.ts";
import type { Comparison, Literal, Sorting } from "./parse-query.ts";
import { QueryError } from "./query-error.ts";

type Plain = string | number | boolean | undefined;

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** The comparable value of a property: a reference's Id, an e-mail's address, else the scalar itself. */
export function valueAt(row: object, property: string): Plain {
  let value: unknown = row;
  for (const step of property.split(".")) value = member(value, step);
  if (typeof value === "object" && value !== null) value = member(value, "value") ?? member(value, "Address");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : undefined;
}

function isInstant(property: string): boolean {
  return property.startsWith("MetaData.");
}

/** Epoch milliseconds of a literal compared with a time. @throws QueryError 4001 when it is no time. */
export function instantOf(literal: Literal, property: string, nowMs: number): number {
  const text = literal.kind === "today" ? pacificDate(nowMs) : literal.text;
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw new QueryError(
      "4001",
      `QueryValidationError: value '${text}' is not a valid date/time for property '${property}'`,
    );
  }
  return instant;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function order(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A test of a row; literals are read once. @throws QueryError 4001 for a literal that its property cannot hold. */
export function compileComparison(comparison: Comparison, nowMs: number): (row: object) => boolean {
  const { property, operator } = comparison;
  const instants = isInstant(property);
  const literals = comparison.values.map((literal) => ({
    text: (literal.kind === "today" ? pacificDate(nowMs) : literal.text).toLowerCase(),
    number: Number(literal.text),
    instant: instants ? instantOf(literal, property, nowMs) : 0,
  }));
  const against = (value: Plain, literal: (typeof literals)[number]): number | undefined => {
    // A blank literal stands for null, which the wire leaves out.
    if (value === undefined) return literal.text.trim() === "" ? 0 : undefined;
    if (typeof value === "number")
      return Number.isNaN(literal.number) ? undefined : order(value, literal.number);
    if (typeof value === "boolean") return order(String(value), literal.text);
    if (instants) return order(parseInstant(value) ?? 0, literal.instant);
    return order(value.toLowerCase(), literal.text);
  };
  if (operator === "LIKE") {
    const pattern = new RegExp(
      `^${(literals[0]?.text ?? "").split("%").map(escapePattern).join(".*")}$`,
      "is",
    );
    return (row) => {
      const value = valueAt(row, property);
      return value !== undefined && pattern.test(String(value));
    };
  }
  const holds = {
    "=": (sign: number) => sign === 0,
    IN: (sign: number) => sign === 0,
    "<": (sign: number) => sign < 0,
    "<=": (sign: number) => sign <= 0,
    ">": (sign: number) => sign > 0,
    ">=": (sign: number) => sign >= 0,
  }[operator];
  return (row) => {
    const value = valueAt(row, property);
    return literals.some((literal) => {
      const sign = against(value, literal);
      return sign !== undefined && holds(sign);
    });
  };
}

/** Sorts as ORDERBY asks; Ids as numbers of any length, text without regard to case, absent values first; ties by Id. */
export function sortRows(rows: WireObject[], sortings: readonly Sorting[]): WireObject[] {
  const keyOf = (row: WireObject, property: string): string | number => {
    const value = valueAt(row, property);
    if (value === undefined) return "";
    if (typeof value === "number") return value;
    if (isInstant(property)) return parseInstant(String(value)) ?? 0;
    return String(value).toLowerCase();
  };
  return rows.sort((left, right) => {
    for (const { property, descending } of sortings) {
      const sign =
        property === "Id"
          ? compareIds(left.Id, right.Id)
          : order(keyOf(left, property), keyOf(right, property));
      if (sign !== 0) return descending ? -sign : sign;
    }
    return compareIds(left.Id, right.Id);
  });
}
