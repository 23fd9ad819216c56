// Reading Intuit's JSON without trusting it: what is missing or of another type reads as empty.

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function fieldsAt(object: Fields, key: string): Fields | undefined {
  const value = object[key];
  return isFields(value) ? value : undefined;
}

export function listAt(object: Fields, key: string): readonly Fields[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function textAt(object: Fields, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** Intuit takes numbers in quotation marks too. */
export function numberAt(object: Fields, key: string): number | undefined {
  const value = object[key];
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
    return Number(value);
  return undefined;
}

/** The id that a reference member holds. */
export function refAt(object: Fields, key: string): string | undefined {
  const ref = fieldsAt(object, key);
  return ref === undefined ? undefined : textAt(ref, "value");
}
