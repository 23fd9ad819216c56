// `npm run db:new-migration -- name-of-the-change`: writes the SQL that leads from the schema as last
// committed to the one in prisma/schema. Read it before committing: policies, partial indexes and data
// are yours to add. The engine cuts scripts at semicolons, so no function bodies.

import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";

import { startTemporaryPostgres } from "./embedded-postgres.ts";
import { inProject, projectRoot } from "../project-root.ts";
import { diffSchema, readSchemaFiles } from "./schema-engine.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
  console.error("Name the change in lower case: npm run db:new-migration -- add-postings");
  process.exit(1);
}

const committed = (await readSchemaFiles()).flatMap(({ path }) => {
  const content = committedText(path.slice(projectRoot.length + 1));
  return content === null ? [] : [{ path, content }];
});
// The engine wants a server to ask for its version; nothing is written to it.
const server = await startTemporaryPostgres();
const sql = await diffSchema(committed.length === 0 ? null : committed, server.adminUrl).finally(() =>
  server.stop(),
);
if (sql.trim() === "" || sql.includes("This is an empty migration")) {
  console.log("The schema says what it said when it was last committed.");
  process.exit(0);
}
const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
const folder = inProject("prisma", "migrations", `${stamp}_${name.replaceAll("-", "_")}`);
await mkdir(folder);
await writeFile(`${folder}/migration.sql`, sql);
console.log(`Wrote ${folder}/migration.sql. A table of a firm needs its policy: see walls_between_firms.`);

function committedText(file: string): string | null {
  try {
    return execFileSync("git", ["show", `HEAD:${file}`], {
      cwd: projectRoot,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}
