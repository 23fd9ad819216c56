// The texts that one call may send: its expression, evaluated for each value of what it depends on.

import ts from "typescript";
import { z } from "zod";

import { evaluateInModule } from "./evaluate-in-module.ts";
import type { StatementCall } from "./find-statements.ts";
import { localsOf, type GivenValues } from "./locals-of.ts";

export interface StatementForm {
  readonly text: string;
  /** How many values go with it; null where that is known at run time only. */
  readonly values: number | null;
}

const forms = z.array(z.object({ text: z.string(), values: z.number().nullable() }));

/** @throws when the expression cannot be evaluated, with the reason. */
export function formsOf(
  checker: ts.TypeChecker,
  call: StatementCall,
  given: GivenValues,
): readonly StatementForm[] {
  const values = valuesOf(call);
  const listed = values && ts.isArrayLiteralExpression(values) ? values : null;
  const computed = listed ? null : values;
  const text = textOf(call.query);
  const locals = localsOf(checker, computed ? [text, computed] : [text], given);
  const loops = [...locals.values].map(([name, list]) => `for (const ${name} of ${list})`).join(" ");
  const code = `(() => {
    const $forms = new Map();
    ${loops} {
      ${locals.declarations.join("\n")}
      const $query = ${text.getText()};
      const { text: $text, values: $values } = typeof $query === "string" ? { text: $query, values: ${computed?.getText() ?? "undefined"} } : $query;
      $forms.set($text, { text: $text, values: ${listed ? countOf(checker, listed) : "$values?.length ?? 0"} });
    }
    return [...$forms.values()];
  })()`;
  return forms.parse(evaluateInModule(call.file, code));
}

/** Of an object, its text alone: its values may need what only a run has. */
function textOf(query: ts.Expression): ts.Expression {
  return propertyOf(query, "text") ?? query;
}

function valuesOf({ query, values }: StatementCall): ts.Expression | null {
  return values ?? propertyOf(query, "values");
}

function propertyOf(expression: ts.Expression, wanted: string): ts.Expression | null {
  if (!ts.isObjectLiteralExpression(expression)) return null;
  const property = expression.properties.find(({ name }) => name?.getText() === wanted);
  if (!property) return null;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : null;
}

/** Null when something is spread whose length the compiler does not know. */
function countOf(checker: ts.TypeChecker, list: ts.ArrayLiteralExpression): number | null {
  let count = 0;
  for (const element of list.elements) {
    if (!ts.isSpreadElement(element)) count += 1;
    else {
      const type = checker.getTypeAtLocation(element.expression);
      if (!checker.isTupleType(type)) return null;
      count += checker.getTypeArguments(type as ts.TypeReference).length;
    }
  }
  return count;
}
