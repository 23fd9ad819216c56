/** "Lovelace & Hopper", "One and Two", "One, Two and Three". */
export function nameFirms(firms: readonly string[]): string {
  return new Intl.ListFormat("en-US", { type: "conjunction" }).format(firms);
}
