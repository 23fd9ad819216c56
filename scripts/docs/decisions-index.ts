import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { inProject } from "../project-root.ts";

const folder = inProject("docs/decisions");

export const decisionsIndexFile = path.join(folder, "README.md");

/** The index as it should stand in docs/decisions/README.md: one line for each decision, in order. */
export async function decisionsIndex(): Promise<string> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-/.test(name)).toSorted();
  const lines = await Promise.all(
    files.map(async (name) => {
      const heading = (await readFile(path.join(folder, name), "utf8")).split("\n", 1)[0] ?? "";
      const title = heading.replace(/^#\s*\d+\.\s*/, "");
      if (title === heading) throw new Error(`${name} does not begin with "# <number>. <title>".`);
      return `- [${name.slice(0, 4)}](${name}) ${title}`;
    }),
  );
  return [
    "# Decisions",
    "",
    "Why things are as they are, in the order in which it was decided. Numbers stay; numbers that are missing were never given. `npm run docs:decisions` writes this page.",
    "",
    ...lines,
    "",
  ].join("\n");
}
