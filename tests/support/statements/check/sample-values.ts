// Values that a local name may have, by its type: each member of a closed set, one of an open one.

import ts from "typescript";

/* Ids stand in statements as they are, and are checked to be uuids; a table's name would not be found. */
const text = '"00000000-0000-4000-8000-000000000000"';
const mostOfAnObject = 64;
const deepest = 5;

/** As source of expressions. */
export function samplesOf(checker: ts.TypeChecker, type: ts.Type, depth = 0): readonly string[] {
  if (type.isUnion()) return distinct(type.types.flatMap((member) => samplesOf(checker, member, depth)));
  if (type.isStringLiteral() || type.isNumberLiteral()) return [JSON.stringify(type.value)];
  const { flags } = type;
  if (flags & ts.TypeFlags.BooleanLiteral) return [checker.typeToString(type)];
  if (flags & ts.TypeFlags.Null) return ["null"];
  if (flags & ts.TypeFlags.Undefined) return ["undefined"];
  if (flags & ts.TypeFlags.StringLike) return [text];
  if (flags & ts.TypeFlags.NumberLike) return ["1"];
  if (flags & ts.TypeFlags.BigIntLike) return ["1n"];
  // A branded text.
  if (type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String)) return [text];
  if (type.getSymbol()?.name === "Date") return ["new Date(0)"];
  if (type.getSymbol()?.name === "ReadonlySet" || type.getSymbol()?.name === "Set") return ["new Set()"];
  if (type.getSymbol()?.name === "ReadonlyMap" || type.getSymbol()?.name === "Map") return ["new Map()"];
  if (depth > deepest) return ["undefined"];
  const [signature] = type.getCallSignatures();
  if (signature)
    return [`(() => ${samplesOf(checker, signature.getReturnType(), depth + 1)[0] ?? "undefined"})`];
  if (checker.isTupleType(type)) {
    return combine(checker.getTypeArguments(type as ts.TypeReference), checker, depth).map(
      (members) => `[${members.join(", ")}]`,
    );
  }
  if (checker.isArrayType(type)) {
    const [member] = checker.getTypeArguments(type as ts.TypeReference);
    return member ? samplesOf(checker, member, depth + 1).map((one) => `[${one}]`) : ["[]"];
  }
  const properties = checker.getPropertiesOfType(type);
  return combine(
    properties.map((property) => checker.getTypeOfSymbol(property)),
    checker,
    depth,
  ).map(
    (values) =>
      `({ ${properties.map(({ name }, at) => `${JSON.stringify(name)}: ${values[at]}`).join(", ")} })`,
  );
}

/** Each with each where that is few; else each in turn, beside the others' first. */
function combine(types: readonly ts.Type[], checker: ts.TypeChecker, depth: number): readonly string[][] {
  const samples = types.map((type) => samplesOf(checker, type, depth + 1));
  const first = samples.map((values) => values[0] ?? "undefined");
  if (samples.reduce((product, values) => product * values.length, 1) > mostOfAnObject) {
    return samples.flatMap((values, at) => values.map((value) => first.with(at, value)));
  }
  return samples.reduce<string[][]>(
    (sofar, values) => sofar.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  );
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
