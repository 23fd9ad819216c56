// What PostgreSQL's types are in TypeScript, as pg delivers them with the settings of lib/db/pool.

import type pg from "pg";
import ts from "typescript";
import { z } from "zod";

/** In TypeScript: what a value of the type is, or a list of such. */
export interface Delivered {
  readonly of: "string" | "number" | "boolean" | "Date" | "Buffer" | "json" | "void";
  readonly isList: boolean;
  /** PostgreSQL's name for it. */
  readonly name: string;
}

export interface Catalogue {
  readonly types: ReadonlyMap<number, Delivered>;
  /** Names of the columns that may be null, by "table.place". */
  readonly nullable: ReadonlyMap<string, string>;
}

const special: Readonly<Record<string, Delivered["of"]>> = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  oid: "number",
  float4: "number",
  float8: "number",
  timestamp: "Date",
  timestamptz: "Date",
  bytea: "Buffer",
  json: "json",
  jsonb: "json",
  void: "void",
};

const typeRows = z.array(z.object({ oid: z.number(), name: z.string(), element: z.string().nullable() }));
const columnRows = z.array(z.object({ place: z.string(), name: z.string() }));

export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const types = await client.query(
    `SELECT one.oid, one.typname AS name, member.typname AS element
     FROM pg_type AS one LEFT JOIN pg_type AS member ON member.oid = one.typelem AND one.typcategory = 'A'`,
  );
  const columns = await client.query(
    // Prisma gives lists no NOT NULL and never writes a null for one.
    `SELECT attrelid || '.' || attnum AS place, attname AS name
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_type ON pg_type.oid = atttypid
     WHERE attnum > 0 AND NOT attnotnull AND relkind IN ('r', 'p') AND typcategory <> 'A'`,
  );
  return {
    types: new Map(
      typeRows.parse(types.rows).map(({ oid, name, element }) => [
        oid,
        // All others come as PostgreSQL writes them: text, uuid, enums, numeric, int8, date.
        { of: special[element ?? name] ?? "string", isList: element !== null, name },
      ]),
    ),
    nullable: new Map(columnRows.parse(columns.rows).map(({ place, name }) => [place, name])),
  };
}

/** Whether what is delivered may be called a value of `type`, null aside. */
export function fits(checker: ts.TypeChecker, type: ts.Type, delivered: Delivered): boolean {
  if (type.flags & ts.TypeFlags.Unknown) return true;
  const bare = checker.getNonNullableType(type);
  if (bare.flags & ts.TypeFlags.Any) return false;
  if (delivered.isList) {
    if (!checker.isArrayType(bare)) return false;
    const [member] = checker.getTypeArguments(bare as ts.TypeReference);
    return member !== undefined && fits(checker, member, { ...delivered, isList: false });
  }
  const members = bare.isUnion() ? bare.types : [bare];
  return members.every((member) => isOf(checker, member, delivered.of));
}

function isOf(checker: ts.TypeChecker, type: ts.Type, of: Delivered["of"]): boolean {
  const name = type.getSymbol()?.name;
  switch (of) {
    case "string":
      return checker.isTypeAssignableTo(type, checker.getStringType());
    case "number":
      return checker.isTypeAssignableTo(type, checker.getNumberType());
    case "boolean":
      return checker.isTypeAssignableTo(type, checker.getBooleanType());
    case "Date":
    case "Buffer":
      return name === of;
    // A shape that the caller reads from JSON is a matter of who wrote it.
    case "json":
      return name !== "Date" && name !== "Buffer";
    case "void":
      return false;
  }
}

export function mayBeNull(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return true;
  return checker.isTypeAssignableTo(checker.getNullType(), type);
}
