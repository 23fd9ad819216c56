// Generates Prisma's client when the schema has changed since.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { ourNode } from "./our-node.mjs";
import { inProject } from "./project.mjs";
import { runStep } from "./run-step.mjs";

const stamp = inProject(".cache", "prisma-client");

export async function generateClient() {
  const digest = await schemaDigest();
  const last = await readFile(stamp, "utf8").catch(() => "");
  if (last === digest && existsSync(inProject("prisma", "generated", "client.ts"))) return;
  await runStep(
    "Generating the database client",
    ourNode(),
    [inProject("node_modules", "prisma", "build", "index.js"), "generate"],
    // Generating needs no engine, but Prisma would look for one to download; any program will do.
    { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
  );
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, digest);
}

async function schemaDigest() {
  const folder = inProject("prisma", "schema");
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).sort())
    hash.update(name).update(await readFile(path.join(folder, name)));
  for (const file of ["prisma.config.ts", "node_modules/prisma/package.json"]) {
    hash.update(await readFile(inProject(file)));
  }
  return hash.digest("hex");
}
