// Money, rates and quantities are exact decimals. They travel as text and are added up with
// decimal.js or by PostgreSQL's numeric, never as floating-point numbers.

import { AppError } from "./app-error.ts";

declare const decimalBrand: unique symbol;
/** A plain decimal: "-12.5", "1000", "0.000123". No exponent, no thousands separator. */
export type DecimalText = string & { readonly [decimalBrand]: true };

const plain = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/**
 * The decimal that Intuit wrote, from the JavaScript number that JSON.parse made of it.
 *
 * A decimal of up to 15 significant digits survives the way through a double and back unchanged
 * (IEEE 754), and JavaScript prints the shortest text that reads back as the same double. Longer
 * ones would be silently rounded, so they are refused instead.
 *
 * @throws AppError `record.unreadable` for what is not a finite decimal of at most 15 digits.
 */
export function decimalFromNumber(value: number): DecimalText {
  const text = String(value);
  const expanded = text.includes("e") ? value.toFixed(15).replace(/\.?0+$/, "") : text;
  // Nearly all are short enough to need no counting.
  const isTooLong = expanded.length > 15 && significantDigits(expanded) > 15;
  if (!plain.test(expanded) || isTooLong) {
    throw new AppError("record.unreadable", "A number has more digits than can be kept exactly.");
  }
  return (expanded === "-0" ? "0" : expanded) as DecimalText;
}

/** Text that a person or a report wrote. Same errors as {@link decimalFromNumber}. */
export function parseDecimal(text: string): DecimalText {
  const trimmed = text.trim();
  if (!plain.test(trimmed)) throw new AppError("record.unreadable", "This is not a number.");
  return trimmed as DecimalText;
}

function significantDigits(text: string): number {
  const digits = text.replace("-", "").replace(".", "").replace(/^0+/, "");
  return text.includes(".") ? digits.length : digits.replace(/0+$/, "").length;
}
