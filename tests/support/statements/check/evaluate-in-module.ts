// Evaluates an expression where it stands: with all that its module has declared and imported, exported or
// not. The text that is checked is then the one that the product sends, and no copy of it.

import { createRequire, registerHooks } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import ts from "typescript";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../../../..");
const require = createRequire(import.meta.url);
const withEvaluate = z.object({ evaluateHere: z.function() });
/* Where statements are: what of it is loaded first may be another's import. */
const opened = new RegExp(`^${pathToFileURL(root).href}/(lib|tests)/.*\\.ts$`);

// Node's own loader and not the test runner's, which would give imported names another form.
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (!opened.test(url)) return loaded;
    const source = Buffer.from(loaded.source as Buffer | string).toString();
    return { ...loaded, source: `${source}\nexport const evaluateHere = (...given) => eval(given[0]);\n` };
  },
});

/** @param file Relative to the project; @param code An expression in TypeScript. */
export function evaluateInModule(file: string, code: string): unknown {
  const { evaluateHere } = withEvaluate.parse(require(path.join(root, file)));
  const plain = ts.transpile(`(${code})`, { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext });
  return Reflect.apply(evaluateHere, undefined, [plain]);
}
