// What an expression takes from the functions around it, as source that gives each name its values.

import ts from "typescript";

import { samplesOf } from "./sample-values.ts";

/** Source of a list of values, in the module's own scope, by the name of the local that has them. */
export type GivenValues = Readonly<Record<string, string>>;

interface Locals {
  /** Source of the lists of values, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** Those that follow from others, in the order of the source. */
  readonly declarations: readonly string[];
}

/** What the expressions use of the functions around them. */
export function localsOf(checker: ts.TypeChecker, wanted: readonly ts.Node[], given: GivenValues): Locals {
  const values = new Map<string, string>();
  const declared = new Map<ts.Node, string>();
  const visit = (node: ts.Node, within: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node)) add(node, within);
    ts.forEachChild(node, (child) => visit(child, within));
  };
  const add = (name: ts.Identifier, within: ts.Node): void => {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? checker.getShorthandAssignmentValueSymbol(name.parent)
      : checker.getSymbolAtLocation(name);
    const declaration = symbol?.valueDeclaration;
    if (!declaration || declaration.getSourceFile() !== name.getSourceFile()) return;
    if (!isLocal(declaration) || isInside(declaration, within)) return;
    const pattern = patternOf(declaration);
    const known = given[pattern];
    if (known !== undefined) {
      values.set(pattern, known);
      return;
    }
    const statement = constantOf(declaration);
    if (statement?.initializer) {
      if (declared.has(statement)) return;
      declared.set(statement, `const ${statement.name.getText()} = ${statement.initializer.getText()};`);
      visit(statement.initializer, statement.initializer);
    } else if (!values.has(name.text)) {
      const samples =
        argumentsFor(checker, declaration) ?? samplesOf(checker, checker.getTypeAtLocation(name));
      values.set(name.text, `[${samples.join(", ")}]`);
    }
  };
  for (const node of wanted) visit(node, node);
  const declarations = [...declared].sort(([one], [other]) => one.pos - other.pos).map(([, text]) => text);
  return { values, declarations };
}

/** What stands where a name is declared: the name, or the whole pattern that it is a part of. */
function patternOf(declaration: ts.Node): string {
  let at = declaration;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at))
    at = at.parent;
  return ts.isParameter(at) || ts.isVariableDeclaration(at) ? at.name.getText() : "";
}

/** What a function of the same file is given for a text: null where not all of it stands at the calls. */
function argumentsFor(checker: ts.TypeChecker, declaration: ts.Node): readonly string[] | null {
  if (!ts.isParameter(declaration) || !ts.isIdentifier(declaration.name)) return null;
  const { parent } = declaration;
  const named = ts.isArrowFunction(parent) ? parent.parent : parent;
  const name = ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named) ? named.name : undefined;
  if (name === undefined || !ts.isIdentifier(name)) return null;
  const called = checker.getSymbolAtLocation(name);
  const place = parent.parameters.indexOf(declaration);
  const found: (string | null)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && checker.getSymbolAtLocation(node.expression) === called) {
      const argument = node.arguments[place];
      const stands = argument && (ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument));
      found.push(stands ? argument.getText() : null);
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  const known = found.filter((text) => text !== null);
  return known.length === found.length && known.length > 0 ? known : null;
}

/** Variables and parameters within a function. What is a property or a function's name stands by itself. */
function isLocal(declaration: ts.Node): boolean {
  if (
    !ts.isVariableDeclaration(declaration) &&
    !ts.isParameter(declaration) &&
    !ts.isBindingElement(declaration)
  )
    return false;
  for (let at: ts.Node = declaration.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return true;
  }
  return false;
}

const isInside = (node: ts.Node, outer: ts.Node): boolean =>
  node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;

/** The declaration that makes it, unless that waits for something or goes through a list. */
function constantOf(declaration: ts.Node): ts.VariableDeclaration | null {
  let at = declaration;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at))
    at = at.parent;
  if (!ts.isVariableDeclaration(at) || !at.initializer || waits(at.initializer)) return null;
  const isConstant = (at.parent.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? at : null;
}

function waits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, waits) ?? false;
}
