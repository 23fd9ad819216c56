// Holds what the source says of its statements against what PostgreSQL says of them.

import type pg from "pg";
import ts from "typescript";

import { fits, mayBeNull, type Catalogue } from "./column-types.ts";
import { describeStatement, type DescribedColumn, type DescribedStatement } from "./describe-statement.ts";
import type { StatementCall } from "./find-statements.ts";
import type { Exception } from "./exceptions.ts";
import type { GivenValues } from "./locals-of.ts";
import { formsOf, type StatementForm } from "./statement-forms.ts";

/** A column that is there for what it does: PostgreSQL's name for set_config(…). */
const doesSomething = "set_config";

export interface Check {
  readonly client: pg.Client;
  readonly checker: ts.TypeChecker;
  readonly catalogue: Catalogue;
}

/** What is wrong with a call, in sentences that name it. None: all of its forms are as declared. */
export async function complaintsAbout(
  check: Check,
  call: StatementCall,
  { given = {}, neverNull }: Exception = {},
): Promise<readonly string[]> {
  const forms = formsOrReason(check, call, given);
  if (typeof forms === "string") return [`${call.place}: ${forms}`];
  const complaints = new Set<string>();
  for (const form of forms) {
    for (const complaint of await complaintsAboutForm(check, call, form, neverNull?.columns ?? [])) {
      complaints.add(`${call.place}: ${complaint}`);
    }
  }
  return [...complaints];
}

function formsOrReason(
  check: Check,
  call: StatementCall,
  given: GivenValues,
): readonly StatementForm[] | string {
  try {
    return formsOf(check.checker, call, given);
  } catch (thrown) {
    return `its text cannot be found out: ${String(thrown)}`;
  }
}

async function complaintsAboutForm(
  check: Check,
  call: StatementCall,
  form: StatementForm,
  neverNull: readonly string[],
): Promise<readonly string[]> {
  let described: DescribedStatement;
  try {
    described = await describeStatement(check.client, form.text);
  } catch (thrown) {
    return [`PostgreSQL says ${String(thrown)}, of ${form.text.replaceAll(/\s+/g, " ").trim()}`];
  }
  const { parameters, columns } = described;
  const complaints: string[] = [];
  if (!call.handsOn && form.values !== null && form.values !== parameters.length) {
    complaints.push(`${form.values} values are given for ${parameters.length} parameters`);
  }
  if (call.row) complaints.push(...complaintsAboutRow(check, call, call.row, columns, form.text, neverNull));
  else if (call.readsRows) complaints.push("it reads rows without saying what they are");
  return complaints;
}

function complaintsAboutRow(
  { checker, catalogue }: Check,
  call: StatementCall,
  row: ts.Type,
  columns: readonly DescribedColumn[],
  text: string,
  neverNull: readonly string[],
): readonly string[] {
  const complaints: string[] = [];
  const byName = new Map(columns.map((column) => [column.name, column]));
  const declared = new Map(checker.getPropertiesOfType(row).map((property) => [property.name, property]));
  for (const [name, property] of declared) {
    const column = byName.get(name);
    if (!column) {
      complaints.push(`there is no column ${name}`);
      continue;
    }
    const type = checker.getTypeOfSymbolAtLocation(property, call.query);
    const delivered = catalogue.types.get(column.type);
    const said = `${name} is declared as ${checker.typeToString(type)}`;
    if (!delivered || !fits(checker, type, delivered)) {
      complaints.push(`${said} and is ${delivered?.name ?? "of an unknown type"}`);
    } else if (
      !neverNull.includes(name) &&
      isNullable(catalogue, column, text) &&
      !mayBeNull(checker, type)
    ) {
      complaints.push(`${said} and may be null`);
    }
  }
  const namesAll = /(\.|SELECT )\*/.test(text);
  if (namesAll || isOpen(row)) return complaints;
  if (byName.size < columns.length) complaints.push("two of its columns have one name");
  const surplus = [...byName.keys()].filter((name) => !declared.has(name) && name !== doesSomething);
  if (surplus.length > 0) complaints.push(`nobody reads its ${surplus.join(", ")}`);
  return complaints;
}

/** Part of it is known to the caller's caller. */
function isOpen(row: ts.Type): boolean {
  if (row.flags & ts.TypeFlags.TypeParameter) return true;
  return row.isIntersection() && row.types.some(isOpen);
}

/** As far as the catalogue says, and the statement does not leave out what is null. */
function isNullable({ nullable }: Catalogue, { table, place }: DescribedColumn, text: string): boolean {
  const name = nullable.get(`${table}.${place}`);
  return name !== undefined && !new RegExp(`\\b${name}\\b IS NOT NULL`).test(text);
}
