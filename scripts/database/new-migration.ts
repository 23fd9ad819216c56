// `npm run db:new-migration -- name-of-the-change`: writes the SQL that leads from the schema as last
// committed to the one in prisma/schema. Read it before committing: policies, partial indexes and data
// are yours to add. The engine cuts scripts at semicolons, so no function bodies.

import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";

import { StartProblem } from "../processes/start-problem.ts";
import { inProject, projectRoot } from "../project-root.ts";
import { startTemporaryPostgres } from "./embedded-postgres.ts";
import { diffSchema } from "./schema-engine.ts";

async function main(name: string | undefined): Promise<number> {
  if (!name || !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
    throw new StartProblem("Name the change in lower case: npm run db:new-migration -- add-postings");
  }
  const committed = committedSchema();
  requireNoneWaiting();
  // The engine wants a server to ask for its version; nothing is written to it.
  const server = await startTemporaryPostgres();
  const sql = await diffSchema(committed.length === 0 ? null : committed, server.adminUrl).finally(() =>
    server.stop(),
  );
  if (sql.trim() === "" || sql.includes("This is an empty migration")) {
    console.log("The schema says what it said when it was last committed.");
    return 0;
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = `prisma/migrations/${stamp}_${name.replaceAll("-", "_")}`;
  await mkdir(inProject(folder));
  await writeFile(inProject(folder, "migration.sql"), `${sql.trimEnd()}\n`);
  console.log(
    `Wrote ${folder}/migration.sql. A table of a firm needs its policies and rights: see database_roles.`,
  );
  return 0;
}

/** All files of the schema at HEAD, those included that have been removed or renamed since. */
function committedSchema(): { readonly path: string; readonly content: string }[] {
  const files = git("ls-tree", "-r", "--name-only", "HEAD", "prisma/schema").split("\n");
  return files
    .filter((file) => file.endsWith(".prisma"))
    .map((file) => ({ path: inProject(file), content: git("show", `HEAD:${file}`) }));
}

/** One that is not committed is already part of the difference, and would be written a second time. */
function requireNoneWaiting(): void {
  const waiting = git("status", "--porcelain", "--", "prisma/migrations").trim();
  if (waiting === "") return;
  throw new StartProblem(
    `There is a migration that is not committed yet. Commit it, change it by hand or remove it first:\n${waiting}`,
  );
}

function git(...args: readonly string[]): string {
  try {
    return execFileSync("git", args, {
      cwd: projectRoot,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch (cause) {
    throw new StartProblem(
      "The schema is compared with the one last committed, and git does not tell what that is.",
      { cause },
    );
  }
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (thrown) {
  if (!(thrown instanceof StartProblem)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
