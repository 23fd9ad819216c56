import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, clientOf, control, faultCode, startTiny, type SandboxClient } from "./support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startTiny({ size: 150 });
  client = await clientOf(running);
});
afterAll(() => running.stop());

async function rows(statement: string, entity = "Invoice"): Promise<Record<string, unknown>[]> {
  const answered = await client.query(statement);
  expect(answered.status, answered.text).toBe(200);
  return (at(answered.json(), "QueryResponse", entity) ?? []) as Record<string, unknown>[];
}

async function rejection(statement: string): Promise<readonly [unknown, unknown]> {
  const answered = await client.query(statement);
  expect(answered.status, answered.text).toBe(400);
  return [faultCode(answered), at(answered.json(), "Fault", "Error", 0, "Detail")];
}

describe("what a statement may say", () => {
  test("100 rows come without MAXRESULTS", async () => {
    expect(await rows("SELECT * FROM Invoice")).toHaveLength(100);
  });

  test.each([
    "select * from invoice where docnumber = '1007'",
    "SELECT * FROM INVOICE WHERE DocNumber='1007' MAXRESULTS 5 STARTPOSITION 1",
    "Select * From Invoice Where DocNumber In ('1007', '1007') Order By TxnDate Asc startposition 1 maxresults 5",
    "select * from Invoice where DocNumber like '%007' orderby DocNumber desc, TxnDate",
    "select * from Invoice where TotalAmt = 7.5 and CustomerRef = '3'",
    "select * from Invoice where TotalAmt = '7.50'",
  ])("%s finds the one invoice", async (statement) => {
    expect((await rows(statement)).map((row) => row["DocNumber"])).toEqual(["1007"]);
  });

  test("an apostrophe is escaped by a backslash, and an ampersand needs only URL encoding", async () => {
    expect(
      await rows("select * from Customer where DisplayName = 'Amy\\'s Bird Sanctuary'", "Customer"),
    ).toHaveLength(1);
    expect(await rows("select * from Customer where DisplayName = 'bill & sons'", "Customer")).toHaveLength(
      1,
    );
  });

  test("the statement may be the body of a POST, but not as JSON", async () => {
    for (const type of ["application/text", "text/plain", "application/x-www-form-urlencoded"]) {
      const answered = await client.post("/query", "select count(*) from Invoice", { "Content-Type": type });
      expect(at(answered.json(), "QueryResponse", "totalCount")).toBe(150);
    }
    const asJson = await client.post("/query", '"select count(*) from Invoice"');
    expect(faultCode(asJson)).toBe("1050");
  });

  test("a projection keeps the selected members only", async () => {
    const [row] = await rows("select Id, MetaData.LastUpdatedTime from Invoice maxresults 1");
    expect(Object.keys(row ?? {})).toEqual(["Id", "MetaData"]);
    expect(Object.keys(at(row, "MetaData") as object)).toEqual(["LastUpdatedTime"]);
  });

  test("ORDERBY sorts Ids as numbers", async () => {
    const found = await rows("select Id from Invoice orderby Id desc maxresults 3");
    expect(found.map((row) => row["Id"])).toEqual(["154", "153", "152"]);
  });
});

describe("pages", () => {
  test("a page tells its position and its own length; past the end there is nothing at all", async () => {
    const last = await client.query("select * from Invoice startposition 141 maxresults 100");
    expect(at(last.json(), "QueryResponse", "startPosition")).toBe(141);
    expect(at(last.json(), "QueryResponse", "maxResults")).toBe(10);
    expect(
      at((await client.query("select * from Invoice startposition 151")).json(), "QueryResponse"),
    ).toEqual({});
  });

  test("windows of LastUpdatedTime meet without overlap", async () => {
    const all = await rows("select * from Invoice orderby MetaData.LastUpdatedTime maxresults 1000");
    const middle = String(at(all[70], "MetaData", "LastUpdatedTime"));
    const upTo = await rows(
      `select * from Invoice where MetaData.LastUpdatedTime <= '${middle}' maxresults 1000`,
    );
    const after = await rows(
      `select * from Invoice where MetaData.LastUpdatedTime > '${middle}' orderby MetaData.LastUpdatedTime, Id maxresults 1000`,
    );
    expect(upTo).toHaveLength(71);
    expect(after).toHaveLength(79);
    const count = await client.query(
      `select count(*) from Invoice where MetaData.LastUpdatedTime > '${middle}'`,
    );
    expect(at(count.json(), "QueryResponse", "totalCount")).toBe(79);
  });

  test("MAXRESULTS 0 is refused, and above 1000 is clamped or refused by switch", async () => {
    expect(await rejection("select * from Invoice maxresults 0")).toEqual([
      "4001",
      "QueryValidationError: value 0 is too small. Min allowed value is 1",
    ]);
    expect(await rows("select * from Invoice maxresults 5000")).toHaveLength(150);
    await control(running, "POST", "/switches", { maxResultsAbove1000: "fault" });
    expect((await rejection("select * from Invoice maxresults 1001"))[0]).toBe("4001");
    await control(running, "DELETE", "/switches");
    await control(running, "POST", "/switches", { enforceLimits: false });
  });
});

describe("inactive rows", () => {
  test("come only when they are asked for", async () => {
    expect(await rows("select * from Customer", "Customer")).toHaveLength(2);
    expect(await rows("select * from Customer where Active in (true, false)", "Customer")).toHaveLength(3);
    const inactive = await rows("select * from Customer where Active = false", "Customer");
    expect(inactive.map((row) => row["DisplayName"])).toEqual(["Cool Cars (deleted)"]);
    const count = await client.query("select count(*) from Customer where Active in (true, false)");
    expect(at(count.json(), "QueryResponse", "totalCount")).toBe(3);
  });

  test("are found by Id only when they are asked for", async () => {
    expect(await rows("select * from Customer where Id in ('2', '4')", "Customer")).toHaveLength(1);
    expect(
      await rows("select * from Customer where Id in ('2', '4') and Active in (true, false)", "Customer"),
    ).toHaveLength(2);
  });
});

describe("what is refused", () => {
  test.each([
    ["", "QueryParserError: The query provided was empty"],
    ["select * from Customer where DisplayName != 'x'", 'at line 1, column 42.  Encountered: "!"'],
    ["select * from Invoice ORDER TxnDate", 'Encountered " <IDENTIFIER> "TxnDate "" at line 1, column 29'],
    ["select * from Customer where DisplayName = 'it's'", "QueryParserError"],
    [
      "select * from Invoice where TotalAmt = 1 or TotalAmt = 2",
      'Encountered " <IDENTIFIER> "or "" at line 1, column 42',
    ],
    ["select * from\nInvoice\n  nonsense", "at line 3, column 3"],
    ["select * from Invoice maxresults -1", "QueryParserError"],
    ["select * from", 'Encountered "<EOF>" at line 1, column 14'],
  ])("%s is 4000 with its place", async (statement, detail) => {
    const [code, given] = await rejection(statement);
    expect(code).toBe("4000");
    expect(given).toContain(detail);
  });

  test.each([
    ["select * from Custmoer", "QueryValidationError: invalid context declaration: Custmoer"],
    [
      "select * from Purchase where NoSuchField = '1'",
      "QueryValidationError: Property NoSuchField not found for Entity Purchase",
    ],
    [
      "select * from Purchase where PrivateNote = '1'",
      "QueryValidationError: property 'PrivateNote' is not queryable",
    ],
    [
      "select * from Purchase where EntityRef = '1'",
      "QueryValidationError: property 'EntityRef' is not queryable",
    ],
    [
      "select * from Customer where CustomerTypeRef.value = '1'",
      "QueryValidationError: Property CustomerTypeRef.value not found for Entity Customer",
    ],
    [
      "select * from Invoice orderby CustomerRef",
      "QueryValidationError: property 'CustomerRef' is not sortable",
    ],
    ["select Nothing from Invoice", "QueryValidationError: Property Nothing not found for Entity Invoice"],
    [
      "select * from Invoice where Id > '3'",
      "QueryValidationError: operator > is not supported for property Id",
    ],
    [
      "select * from Invoice where MetaData.LastUpdatedTime > '2026-01-01T00:00:00 07:00'",
      "is not a valid date/time",
    ],
  ])("%s is 4001", async (statement, detail) => {
    const [code, given] = await rejection(statement);
    expect(code).toBe("4001");
    expect(given).toContain(detail);
  });

  test("an entity that the company is not offered is 5030", async () => {
    expect((await rejection("select * from JournalCode"))[0]).toBe("5030");
  });

  test("an offset whose plus sign was not encoded arrives as a space and is refused", async () => {
    const statement = "select * from Invoice where MetaData.LastUpdatedTime > '2026-01-01T00:00:00+01:00'";
    const answered = await client.get(`/query?query=${statement.replaceAll(" ", "%20")}`);
    expect(faultCode(answered)).toBe("4001");
  });

  test("bytes that are no UTF-8 are fault 500", async () => {
    const answered = await client.get(
      "/query?query=select%20*%20from%20Customer%20where%20DisplayName%20=%20'%E9'",
    );
    expect(answered.status).toBe(400);
    expect(faultCode(answered)).toBe("500");
    expect(answered.text).toContain("Invalid byte 1 of 1-byte UTF-8 sequence is not supported.");
  });
});

describe("what is not written in the statement", () => {
  afterEach(async () => {
    await control(running, "DELETE", "/switches");
    await control(running, "POST", "/switches", { enforceLimits: false });
  });

  test("documents come by last change, newest first, and names by name, as in all recordings", async () => {
    const times = (await rows("select * from Invoice")).map((row) =>
      Date.parse(String(at(row, "MetaData", "LastUpdatedTime"))),
    );
    expect(times).toEqual(times.toSorted((left, right) => right - left));
    const names = (await rows("select * from Customer where Active in (true, false)", "Customer")).map(
      (row) => String(row["DisplayName"]),
    );
    expect(names).toEqual(["Amy's Bird Sanctuary", "Bill & Sons", "Cool Cars (deleted)"]);
    const page = (start: number) => rows(`select Id from Invoice startposition ${start} maxresults 60`);
    const paged = [...(await page(1)), ...(await page(61)), ...(await page(121))].map((row) => row["Id"]);
    expect(new Set(paged).size).toBe(150);
  });

  test.each([
    ["id-asc", 1],
    ["id-desc", -1],
  ])("with defaultOrder %s they come by Id", async (defaultOrder, sign) => {
    await control(running, "POST", "/switches", { defaultOrder });
    const ids = (await rows("select * from Invoice")).map((row) => Number(row["Id"]));
    expect(ids).toEqual(ids.toSorted((left, right) => sign * (left - right)));
  });

  test.each([
    ["page", 10],
    ["all", 150],
    ["none", undefined],
  ])("totalCount beside the rows of an Invoice: %s", async (totalCountBesideRows, expected) => {
    await control(running, "POST", "/switches", { totalCountBesideRows });
    const answered = (await client.query("select * from Invoice maxresults 10")).json();
    expect(at(answered, "QueryResponse", "totalCount")).toBe(expected);
    const names = (await client.query("select * from Customer maxresults 1")).json();
    expect(at(names, "QueryResponse", "totalCount")).toBeUndefined();
  });

  test("select * from NULL is an error of the parser, not of the name", async () => {
    expect((await rejection("select * from NULL"))[0]).toBe("4000");
    expect((await rejection("select * from Nullable"))[0]).toBe("4001");
  });

  test.each([
    "where Active IN (true, false)",
    "where MetaData.LastUpdatedTime > '2020-01-01'",
    "orderby MetaData.LastUpdatedTime",
  ])("a Budget query %s is 4001 where the switch says so", async (clause) => {
    await control(running, "POST", "/switches", { budgetFilters: "taken" });
    expect((await client.query(`select * from Budget ${clause}`)).status).toBe(200);
    await control(running, "POST", "/switches", { budgetFilters: "refused" });
    expect((await rejection(`select * from Budget ${clause}`))[0]).toBe("4001");
    expect((await client.query("select * from Budget orderby Name")).status).toBe(200);
  });

  test("attachments are found by the record they hang on, both conditions on the same one", async () => {
    const refs = (...of: readonly (readonly [string, string])[]) => ({
      Note: "hangs on them",
      AttachableRef: of.map(([type, value]) => ({ EntityRef: { type, value } })),
    });
    await client.post("/attachable", refs(["Invoice", "5"], ["Customer", "6"]));
    await client.post("/attachable", refs(["Invoice", "6"]));
    const found = (type: string, value: string) =>
      rows(
        `select * from Attachable where AttachableRef.EntityRef.Type = '${type}' AND AttachableRef.EntityRef.value = '${value}'`,
        "Attachable",
      );
    expect(await found("Invoice", "5")).toHaveLength(1);
    expect(await found("invoice", "6")).toHaveLength(1);
    expect(await found("Customer", "5")).toHaveLength(0);
  });
});
