// Intuit's recorded answers lie beside the checkout and not in it. Where they do not, the tests made of them
// are not there either, and a run that passes has shown less: it says so.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { inProject } from "../project-root.ts";

const recordings = path.join("..", "shared", "recorded");

/** What makes a test one of recordings: that it reads them. */
const readsRecordings = /from "[^"]*(?:support\/recorded|\/read-cassettes)\.ts"/;

/** Test files that are made of recordings, in whole or in part. */
export async function listTestsOfRecordings(): Promise<readonly string[]> {
  const folder = inProject("tests");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".test.ts"));
  const found = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(path.join(folder, file), "utf8");
      return readsRecordings.test(source) ? [path.join("tests", file)] : [];
    }),
  );
  return found.flat().sort();
}

/** The line for the end of a run; null where nothing was left out. */
export async function describeSkipped(areHere = existsSync(inProject(recordings))): Promise<string | null> {
  if (areHere) return null;
  const files = await listTestsOfRecordings();
  return `${files.length} skipped, because ${recordings} is not here: test files made of Intuit's recorded answers, in whole or in part`;
}
