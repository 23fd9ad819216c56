// The made-up tax codes of United States companies, as Intuit's TaxCode sample has them.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { at, clientOf, control, faultCode, type SandboxClient } from "../support/client-of.ts";

let running: RunningSandbox;
let client: SandboxClient;

beforeAll(async () => {
  running = await startSandbox({ companies: 1, size: "small", seed: 42, limits: false });
  client = await clientOf(running);
});
afterAll(() => running.stop());
afterEach(async () => {
  await control(running, "DELETE", "/switches");
  await set({ enforceLimits: false });
});

const set = (switches: Record<string, unknown>) => control(running, "POST", "/switches", switches);

async function codes(where = ""): Promise<readonly Record<string, unknown>[]> {
  const answered = await client.query(`select * from TaxCode ${where}`);
  return (at(answered.json(), "QueryResponse", "TaxCode") ?? []) as Record<string, unknown>[];
}
const idsOf = async (where = "") => (await codes(where)).map((row) => row["Id"]);
const counted = async (where = "") =>
  at((await client.query(`select count(*) from TaxCode ${where}`)).json(), "QueryResponse", "totalCount");

describe("TAX and NON", () => {
  test("have neither SyncToken nor Active, domain or sparse, but MetaData", async () => {
    await set({ pseudoTaxCodes: "bare" });
    for (const id of ["TAX", "NON"]) {
      const [row] = await codes(`where Id = '${id}'`);
      expect(Object.keys(row ?? {}).toSorted()).toEqual(
        ["Description", "Id", "MetaData", "Name", "TaxGroup", "Taxable"].toSorted(),
      );
      expect(row).toMatchObject({ Name: id, Taxable: id === "TAX", TaxGroup: false });
      expect((await client.get(`/taxcode/${id}`)).json()["TaxCode"]).toEqual(row);
    }
  });

  test("are counted by count(*), as many as a query gives", async () => {
    await set({ pseudoTaxCodes: "bare" });
    expect(await counted()).toBe((await codes()).length);
    expect(await idsOf()).toEqual(expect.arrayContaining(["TAX", "NON"]));
  });

  test.each([
    ["shown", "where Active IN (true, false)", true],
    ["shown", "where Active = true", true],
    ["shown", "where Active = false", false],
    ["left-out", "where Active IN (true, false)", false],
    ["left-out", "where Active = true", false],
    ["left-out", "", true],
  ])("with pseudoTaxCodesByActive %s, '%s' gives them: %s", async (byActive, where, given) => {
    await set({ pseudoTaxCodes: "bare", pseudoTaxCodesByActive: byActive });
    expect((await idsOf(where)).includes("TAX")).toBe(given);
    expect(await counted(where)).toBe((await codes(where)).length);
  });

  test("pages of one row each give every code once", async () => {
    await set({ pseudoTaxCodes: "bare-and-custom" });
    const all = await idsOf("orderby Id");
    const paged = [];
    for (let start = 1; start <= all.length; start += 1)
      paged.push(...(await idsOf(`orderby Id startposition ${start} maxresults 1`)));
    expect(paged).toEqual(all);
    expect(all).toContain("CustomSalesTax");
  });

  test("cannot be edited, and lines may refer to them", async () => {
    await set({ pseudoTaxCodes: "bare" });
    const edit = await client.post("/taxcode", { Id: "TAX", SyncToken: "0", Name: "Other" });
    expect([edit.status, faultCode(edit)]).toEqual([400, "2030"]);
    const [item] = (at(
      (await client.query("select * from Item where Type = 'Service' maxresults 1")).json(),
      "QueryResponse",
      "Item",
    ) ?? []) as { Id: string }[];
    const sold = await client.post("/salesreceipt", {
      Line: [
        {
          Amount: 12,
          DetailType: "SalesItemLineDetail",
          SalesItemLineDetail: { ItemRef: { value: item?.Id }, TaxCodeRef: { value: "TAX" } },
        },
      ],
    });
    expect(at(sold.json(), "SalesReceipt", "Line", 0, "SalesItemLineDetail", "TaxCodeRef")).toEqual({
      value: "TAX",
    });
  });
});

test("companies outside of the United States have none of them", async () => {
  await set({ pseudoTaxCodes: "bare-and-custom" });
  const made = (await control(running, "POST", "/companies", { profile: "bindery", size: "small" })).json();
  const counts = made["counts"] as Record<string, number>;
  const british = await clientOf(running, 1);
  const rows = (await british.query("select * from TaxCode")).json();
  expect(at(rows, "QueryResponse", "maxResults")).toBe(counts["TaxCode"]);
  for (const row of at(rows, "QueryResponse", "TaxCode") as Record<string, unknown>[])
    expect(row["SyncToken"]).toBeTypeOf("string");
});
