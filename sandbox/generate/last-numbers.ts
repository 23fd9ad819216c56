import type { Base } from "./base.ts";
import { documentNumber, documentNumbers, type NumberedKind } from "./document-numbers.ts";
import { kindNumber } from "./plan.ts";

const isNumbered = (kind: string): kind is NumberedKind => Object.hasOwn(documentNumbers, kind);

/** The last number that each kind of document of the base bears. */
export const lastNumbers = (base: Base): (readonly [kind: string, last: string])[] =>
  Object.keys(documentNumbers)
    .filter(isNumbered)
    .map((kind) => [kind, documentNumber(kind, (base.plan.rowsOfKind[kindNumber[kind]]?.length ?? 0) - 1)]);
