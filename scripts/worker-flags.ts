import { readFileSync } from "node:fs";

import { z } from "zod";

import { inProject } from "./project-root.ts";

const shape = z.object({ scripts: z.object({ worker: z.string() }) });

/**
 * Node's own flags in `npm run worker`, so that whatever starts a worker starts it alike.
 * They keep it small: a small nursery, a heap that is collected before it has grown by a quarter.
 */
export function workerFlags(): readonly string[] {
  const text = readFileSync(inProject("package.json"), "utf8");
  const words = shape.parse(JSON.parse(text)).scripts.worker.split(" ");
  const extra = process.env["BENCH_NODE_FLAGS"]?.split(" ").filter((flag) => flag !== "") ?? [];
  return [...words.filter((word) => word.startsWith("--") && !word.startsWith("--env-file")), ...extra];
}
