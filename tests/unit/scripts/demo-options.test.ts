import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { readDemoOptions } from "#scripts/demo/demo-options.ts";
import { openDataFolder } from "#scripts/stack/data-folder.ts";

test("without options the demo takes its usual ports and the next free ones above", () => {
  expect(readDemoOptions([])).toMatchObject({
    check: false,
    webPort: { port: 3000, exactly: false },
    sandboxPort: { port: 4010, exactly: false },
    companies: 3,
    size: "small",
  });
});

test("a port that is named is taken exactly", () => {
  expect(readDemoOptions(["--port", "3456"])).toMatchObject({ webPort: { port: 3456, exactly: true } });
});

test.each([
  [["--port", "http"], '--port is a whole number from 1 to 65535, not "http".'],
  [["--companies", "0"], '--companies is a whole number from 1 to 1000, not "0".'],
  [["--size", "huge"], '--size is small, medium, large or a number of records, not "huge".'],
  [["--colour"], "'--colour'"],
])("%j is answered with a sentence", (args, sentence) => {
  expect(() => readDemoOptions(args)).toThrow(sentence);
});

test("a data folder that cannot be written is named in one sentence", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "tieout-options-"));
  const file = path.join(folder, "file");
  await writeFile(file, "");
  try {
    await expect(openDataFolder(path.join(file, "data"))).rejects.toThrow(
      /^The data folder .*file\/data cannot be written \(ENOTDIR\): give another one with --data\.$/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
