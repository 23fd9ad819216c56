// Answers as plain JSON, for faults that alter a part of one.

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where there is no list. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Undefined for what is not the JSON of an object, as XML and files. */
export function parseAnswer(body: string | Buffer): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(String(body));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
