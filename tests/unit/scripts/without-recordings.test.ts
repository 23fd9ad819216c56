import { expect, test } from "vitest";

import { describeSkipped, listTestsOfRecordings } from "#scripts/test/without-recordings.ts";

test("tests made of recordings are known by what they read", async () => {
  const files = await listTestsOfRecordings();
  expect(files).toContain("tests/sandbox/cassettes/cassettes.test.ts");
  expect(files).toContain("tests/unit/mapping/recorded-records.test.ts");
  expect(files).not.toContain("tests/unit/documentation.test.ts");
});

test("a run without recordings says how many were skipped, and why", async () => {
  const count = (await listTestsOfRecordings()).length;
  expect(await describeSkipped(false)).toMatch(new RegExp(`^${count} skipped, because `));
  expect(await describeSkipped(true)).toBeNull();
});
