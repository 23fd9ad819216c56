import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

import { projectRoot } from "#scripts/project-root.ts";

/* The last commit before subjects had to be short. */
const since = "bd8d4de";

test("the subject of every commit is under 72 characters", ({ skip }) => {
  const log = spawnSync("git", ["log", "--no-merges", "--format=%s", `${since}..HEAD`], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  // A shallow clone and an archive know no history.
  if (log.status !== 0) skip(`there is no commit ${since} here`);
  const long = log.stdout.split("\n").filter((subject) => subject.length >= 72);
  expect(long).toEqual([]);
});
