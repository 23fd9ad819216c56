/**
 * A decimal as accountants write it: grouped, negatives in parentheses, at least the digits that the
 * currency has. A fraction finer than that is shown whole: rounding on screen would hide a difference.
 * Works on text throughout, so nothing passes through a floating-point number.
 */
export function formatMoney(amount: string, currency: string | null = "USD"): string {
  const negative = amount.startsWith("-");
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const significant = fraction.replace(/0+$/, "");
  const digits = significant.padEnd(minorDigits(currency ?? "USD"), "0");
  const grouped = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
  const text = digits === "" ? grouped : `${grouped}.${digits}`;
  return negative && /[1-9]/.test(text) ? `(${text})` : text;
}

/** As read aloud, where parentheses would be lost: "minus 12.50 US dollars". */
export function formatSpokenMoney(amount: string, currency: string | null = "USD"): string {
  const text = formatMoney(amount, currency);
  const plain = text.replace(/[()]/g, "");
  return `${text.startsWith("(") ? "minus " : ""}${plain}${currency === null ? "" : ` ${currency}`}`;
}

function minorDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // Not a currency code: books are then read as most books are.
    return 2;
  }
}
