// `npm run docs:decisions`: writes docs/decisions/README.md, the index of decisions, from their headings.

import { writeFile } from "node:fs/promises";

import { decisionsIndex, decisionsIndexFile } from "./docs/decisions-index.ts";

await writeFile(decisionsIndexFile, await decisionsIndex());
