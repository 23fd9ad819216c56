/** One object as Intuit sent it, parsed from JSON and not yet trusted. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** Any object but null and lists; of its fields nothing is known yet. */
export function isWireRecord(value: unknown): value is WireRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
