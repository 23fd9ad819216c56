// `npm run docs:spec`: writes docs/SPEC.md from the tables in lib/books/transitions.

import { writeFile } from "node:fs/promises";

import { formatSpec, specPath } from "./docs/format-spec.ts";

await writeFile(specPath, await formatSpec());
