import { readdirSync } from "node:fs";
import path from "node:path";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { prepareStaging } from "#lib/store/write/stage-rows.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { complaintsAbout, type Check } from "#tests/support/statements/check/check-statements.ts";
import { readCatalogue } from "#tests/support/statements/check/column-types.ts";
import { exceptions } from "#tests/support/statements/check/exceptions.ts";
import {
  findStatements,
  openProgram,
  type StatementCall,
} from "#tests/support/statements/check/find-statements.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

const project = path.resolve(import.meta.dirname, "../../..");
const lib = readdirSync(path.join(project, "lib"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `lib/${name}`);
const wrong = "tests/support/statements/check/wrong-statements.ts";

let database: TestDatabase;
let check: Check;
let statements: readonly StatementCall[];
let mistakes: readonly StatementCall[];

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await prepareStaging(client);
  const program = openProgram([...lib, wrong]);
  check = { client, checker: program.getTypeChecker(), catalogue: await readCatalogue(client) };
  statements = findStatements(program, "lib/");
  mistakes = findStatements(program, wrong);
});

afterAll(async () => {
  await check.client.end();
  await database.drop();
});

test("each statement of lib takes and gives what its caller says, by the migrated schema", async () => {
  expect(statements.length).toBeGreaterThan(300);
  const complaints: string[] = [];
  for (const call of statements) {
    const exception = exceptions[call.place];
    if (exception?.unchecked === undefined)
      complaints.push(...(await complaintsAbout(check, call, exception)));
  }
  expect(complaints).toEqual([]);
});

test("each exception belongs to a statement", () => {
  const places = new Set(statements.map(({ place }) => place));
  expect(Object.keys(exceptions).filter((place) => !places.has(place))).toEqual([]);
});

test("a wrong column, type, null, count of values, table or form is found, and what is right is not", async () => {
  const found: Record<string, readonly string[]> = {};
  for (const call of mistakes) {
    const complaints = await complaintsAbout(check, call);
    found[call.place.replace(`${wrong} `, "")] = complaints.map((one) => one.replace(`${call.place}: `, ""));
  }
  expect(found).toEqual({
    wrongColumn: ["there is no column title", "nobody reads its name"],
    wrongType: ["count is declared as number and is int8"],
    wrongNull: ["archived_at is declared as Date and may be null"],
    wrongList: ["selected_types is declared as string and is _text"],
    wrongCount: ["1 values are given for 2 parameters"],
    wrongTable: [expect.stringContaining('relation "clients" does not exist')],
    untypedRows: ["it reads rows without saying what they are"],
    oneWrongForm: [expect.stringContaining('column "title" does not exist')],
    unknownText: [expect.stringContaining("syntax error")],
    right: [],
  });
});
