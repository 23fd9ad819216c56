/** Amounts from `from` up to, not including, `below`; both plain decimals without a sign. */
export interface AmountRange {
  readonly from: string;
  readonly below: string;
}

/**
 * The amounts that a person means who types or pastes one, as a page, a statement or a spreadsheet writes
 * it: "1,234.50", "$1,234.50", "(84.00)", "-84.00", "€1.234,50", "1 234,50 EUR". Null for what is no amount,
 * or could be read in two ways.
 *
 * The sign is left out: a bank writes "(84.00)" for what QuickBooks keeps as an expense of 84.00. Digits
 * that were not given may be any: "1,234" means 1,234.00 to 1,234.99.
 */
export function parseAmountSearch(text: string): AmountRange | null {
  const figure = bareFigure(text);
  if (figure === null) return null;
  const decimal = decimalOf(figure);
  if (decimal === null) return null;
  const { whole, fraction } = decimal;
  if (whole.length > 14 || fraction.length > 6) return null;
  const from = fraction === "" ? whole : `${whole}.${fraction}`;
  return { from, below: oneStepAbove(whole, fraction) };
}

const minus = "[-\\u2010-\\u2015\\u2212\\uFE63\\uFF0D]";
/** A symbol, "$" or "CA$", or a currency's code: "INV-1037" is no amount. */
const currency = `(?:[A-Z]{0,3}\\p{Sc}|${Intl.supportedValuesOf("currency").join("|")})`;
const decorated = new RegExp(
  `^[(]?${minus}?[+]?${currency}?${minus}?[(]?(\\d[\\d.,'’]*|[.,]\\d+)[)]?${minus}?${currency}?[)]?$`,
  "iu",
);

/** Digits and separators; spaces of any width only group digits, so they are gone. */
function bareFigure(text: string): string | null {
  const trimmed = text.trim();
  // "2 4" or "12 Main" is no amount: where a space stands between digits, three follow it.
  if (/\d\s+\d/u.test(trimmed) && !/\d{1,3}(\s\d{3})+(?!\d)/u.test(trimmed)) return null;
  return decorated.exec(trimmed.replace(/[\s\u200B\u2060]/gu, ""))?.[1] ?? null;
}

interface Decimal {
  readonly whole: string;
  readonly fraction: string;
}

const grouped = /^\d{1,3}(?:([,.'’])\d{3})(?:\1\d{3})*$/u;
/** As India groups: 12,34,567. */
const groupedInPairs = /^\d{1,2}(?:,\d{2})+,\d{3}$/u;

function decimalOf(figure: string): Decimal | null {
  if (/^\d+$/u.test(figure)) return made(figure, "");
  const mark = decimalMark(figure);
  if (mark === null) return isGrouped(figure, null) ? made(digitsOf(figure), "") : null;
  const at = figure.lastIndexOf(mark);
  const [whole, fraction] = [figure.slice(0, at), figure.slice(at + 1)];
  const isWhole = whole === "" || /^\d+$/u.test(whole) || isGrouped(whole, mark);
  return isWhole && /^\d*$/u.test(fraction) ? made(digitsOf(whole), fraction) : null;
}

/** The separator that begins the fraction; null where all of them group digits. */
function decimalMark(figure: string): "." | "," | null {
  const [dot, comma] = [figure.lastIndexOf("."), figure.lastIndexOf(",")];
  if (dot >= 0 && comma >= 0) return dot > comma ? "." : ",";
  // American: a comma before three digits groups, a single dot never does.
  if (comma >= 0) return isGrouped(figure, null) ? null : ",";
  if (dot >= 0) return figure.indexOf(".") === dot ? "." : null;
  return null;
}

function isGrouped(whole: string, mark: string | null): boolean {
  if (mark !== null && whole.includes(mark)) return false;
  return grouped.test(whole) || groupedInPairs.test(whole);
}

function digitsOf(whole: string): string {
  return whole.replace(/\D/gu, "");
}

function made(whole: string, fraction: string): Decimal {
  return { whole: whole.replace(/^0+(?=\d)/u, "") || "0", fraction };
}

function oneStepAbove(whole: string, fraction: string): string {
  const next = String(BigInt(`${whole}${fraction}`) + 1n).padStart(fraction.length + 1, "0");
  if (fraction === "") return next;
  return `${next.slice(0, -fraction.length)}.${next.slice(-fraction.length)}`;
}
