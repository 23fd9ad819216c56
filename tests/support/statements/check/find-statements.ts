// Every statement of the source, by the compiler's own knowledge of which calls are PostgreSQL's.

import path from "node:path";

import ts from "typescript";

export interface StatementCall {
  /** "lib/alerts/list-alerts.ts listAlerts", with a number behind it from the function's second on. */
  readonly place: string;
  readonly file: string;
  /** What is sent: a text, or an object with one. */
  readonly query: ts.Expression;
  readonly values: ts.Expression | null;
  /** Values and the answer are another's affair. */
  readonly handsOn: boolean;
  /** What the caller says a row is; null when it says nothing. */
  readonly row: ts.Type | null;
  readonly readsRows: boolean;
}

/** Functions of ours that take a statement and its row's type as `query` does, and hand both on. */
const handOn: ReadonlySet<string> = new Set(["asSystemAtOnce", "resealEach"]);

const root = path.resolve(import.meta.dirname, "../../../..");

export function openProgram(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  return ts.createProgram({
    rootNames: files.map((file) => path.join(root, file)),
    options: { ...options, incremental: false, plugins: [] },
  });
}

/** Files of the program under `folder`, relative to the project. */
export function findStatements(program: ts.Program, folder: string): readonly StatementCall[] {
  const checker = program.getTypeChecker();
  const found: StatementCall[] = [];
  const seen = new Map<string, number>();
  for (const source of program.getSourceFiles()) {
    const file = path.relative(root, source.fileName);
    if (!file.startsWith(folder)) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isQuery(checker, node)) {
        const name = `${file} ${functionAround(node)}`;
        const times = (seen.get(name) ?? 0) + 1;
        seen.set(name, times);
        found.push(statementOf(checker, node, file, times === 1 ? name : `${name} ${times}`));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** `query` of a client of pg, under whichever of our names for it. */
function isQuery(checker: ts.TypeChecker, call: ts.CallExpression): boolean {
  if (ts.isIdentifier(call.expression)) return handOn.has(call.expression.text);
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== "query") return false;
  const declaration = checker.getResolvedSignature(call)?.declaration;
  return declaration !== undefined && /\/(@types\/)?pg\//.test(declaration.getSourceFile().fileName);
}

function statementOf(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
  file: string,
  place: string,
): StatementCall {
  const [query, second] = call.arguments;
  const values = second && ts.isPropertyAccessExpression(call.expression) ? second : null;
  const row = call.typeArguments?.[0];
  if (!query) throw new Error(`${place}: a query without a statement`);
  return {
    place,
    file,
    query,
    values,
    handsOn: !ts.isPropertyAccessExpression(call.expression),
    row: row ? checker.getTypeFromTypeNode(row) : null,
    readsRows: readsRows(call),
  };
}

/** Whether the caller takes `rows` from the answer. */
function readsRows(call: ts.CallExpression): boolean {
  const answer = ts.isAwaitExpression(call.parent) ? call.parent.parent : call.parent;
  if (ts.isPropertyAccessExpression(answer)) return answer.name.text === "rows";
  if (!ts.isVariableDeclaration(answer) || !ts.isObjectBindingPattern(answer.name)) return false;
  return answer.name.elements.some((element) => (element.propertyName ?? element.name).getText() === "rows");
}

function functionAround(node: ts.Node): string {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if ((ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) && at.name) return at.name.getText();
    if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent)) return at.name.getText();
  }
  return "module";
}
