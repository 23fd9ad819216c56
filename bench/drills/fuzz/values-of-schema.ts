// Values for a contract: most of what a schema asks for, with something hostile here and there.

import fc from "fast-check";
import { z } from "zod";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { hostileJson, hostileText } from "./hostile-values.ts";

/** Ids that exist, by the name of the field that takes them. */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export function valuesOfSchema(schema: z.ZodType, ids: KnownIds): fc.Arbitrary<unknown> {
  /* A JSON schema is what this function makes; zod's type of it has every keyword of every draft. */
  const described = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
  return valuesOf(described, "", ids);
}

function valuesOf(schema: JsonSchema, name: string, ids: KnownIds): fc.Arbitrary<unknown> {
  const isText = schema.type === "string" && schema.enum === undefined;
  return fc.oneof(
    { weight: 12, arbitrary: soundValues(schema, name, ids) },
    { weight: 1, arbitrary: hostileJson },
    // Text is where harm comes in, and other types refuse it at once.
    { weight: isText ? 8 : 0, arbitrary: hostileText },
  );
}

function soundValues(schema: JsonSchema, name: string, ids: KnownIds): fc.Arbitrary<unknown> {
  const known = ids[name];
  if (known && known.length > 0) {
    const one = fc.constantFrom(...known);
    return schema.type === "array" ? fc.array(one, { maxLength: 3 }) : one;
  }
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ("const" in schema) return fc.constant(schema.const);
  const choices = schema.anyOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, name, ids)));
  switch (schema.type) {
    case "object":
      return objects(schema, ids);
    case "array":
      return fc.array(valuesOf(schema.items ?? {}, name.replace(/s$/, ""), ids), { maxLength: 4 });
    case "integer":
    case "number":
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1e6),
        max: Math.min(schema.maximum ?? 1e6, 1e6),
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case undefined:
      return fc.constantFrom<unknown>(...allRecordTypes.slice(0, 6));
    default:
      return texts(schema.format);
  }
}

function objects(schema: JsonSchema, ids: KnownIds): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  const fields = properties.map(([name, field]) => {
    const value = valuesOf(field, name, ids).map((one): readonly [string, unknown][] => [[name, one]]);
    // Every second time left out: one bad field would keep all the others from being looked at.
    return required.has(name) ? value : fc.option(value, { freq: 2, nil: [] });
  });
  return fc.tuple(...fields).map((pairs) => Object.fromEntries(pairs.flat()));
}

function texts(format: string | undefined): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "email") return fc.constantFrom("new@firm.example", "a@b.co", "x+y@firm.example");
  if (format === "date-time") return fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00+05:00");
  return fc.constantFrom("cool", "1001", "20.75", "2026-01-01", "America/New_York", "Design", "1");
}
