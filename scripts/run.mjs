// `node scripts/run.mjs scripts/demo.ts …` runs a script of ours on a machine that has Node and npm and
// nothing else: it installs the packages, generates Prisma's client, and goes on under the Node that came
// with the packages. Plain JavaScript, no dependency: it runs before there are any.

import { generateClient } from "./bootstrap/generate-client.mjs";
import { installPackages } from "./bootstrap/install-packages.mjs";
import { runUnderOurNode } from "./bootstrap/our-node.mjs";

const [script, ...args] = process.argv.slice(2);
if (script === undefined) throw new Error("Which script? For example: node scripts/run.mjs scripts/demo.ts");

try {
  await installPackages();
  await generateClient();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
await runUnderOurNode(script, args);
