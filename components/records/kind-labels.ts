/** QuickBooks' word for a kind of account or item, readable: "LegalProfessionalFees" → "Legal professional fees". */
export function describeKind(kind: string | null): string | null {
  if (kind === null) return null;
  const words = kind.replace(/([a-z])([A-Z])/g, "$1 $2").split(" ");
  return words
    .map((word, index) => (index === 0 || /^[A-Z]{2}/.test(word) ? word : word.toLowerCase()))
    .join(" ");
}
