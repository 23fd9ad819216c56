// The made-up tax codes of United States companies have no SyncToken, Active or domain: nobody can edit
// them. Intuit's own TaxCode sample has them so; readers that filter by Active drop them
// (Nine-Minds/alga-psa#3200).

import { expect, test } from "vitest";

import { asSystem } from "#lib/db/scope.ts";
import { parseRow } from "#lib/quickbooks/wire/parse-row.ts";
import { booksOfAFile } from "#tests/support/books-from-file.ts";
import { disagreements, type SandboxBooks } from "#tests/support/sandbox-books.ts";
import { control } from "#tests/sandbox/support/client-of.ts";

const open = booksOfAFile();

const stamp = "2026-10-15T11:28:33-07:00";
const pseudo = (name: string, Taxable: boolean) => ({
  TaxGroup: false,
  Name: name,
  Taxable,
  Description: name,
  Id: name,
  MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
});

async function taxCodes({ ours }: SandboxBooks) {
  const { rows } = await asSystem((sql) =>
    sql.query<Record<string, unknown>>(
      `SELECT source_id, name, active, sync_token, adjustments, source FROM entities
       WHERE company_id = $1 AND kind = 'tax_code' AND deleted_at IS NULL ORDER BY source_id`,
      [ours.companyId],
    ),
  );
  return rows;
}

async function rejections({ ours }: SandboxBooks): Promise<number> {
  const { rowCount } = await asSystem((sql) =>
    sql.query("SELECT FROM record_failures WHERE company_id = $1", [ours.companyId]),
  );
  return rowCount ?? 0;
}

test("TAX and NON are taken with their names, no record is rejected, and the counts agree", async () => {
  const books = await open();
  // As the published sample has them: among codes that are like all others.
  books.intercept = async (request, send) => {
    const reply = await send();
    const inner = Object(reply.body["QueryResponse"]) as Record<string, unknown>;
    if (!JSON.stringify(request.query ?? "").includes("FROM TaxCode") || !("TaxCode" in inner)) return reply;
    const rows = (reply.rows ?? []).filter((row) => !/"Id":"(TAX|NON)"/.test(JSON.stringify(parseRow(row))));
    const added = [pseudo("TAX", true), pseudo("NON", false)].map((row) => JSON.stringify(row));
    return { ...reply, rows: [...added, ...rows] };
  };
  const { row } = await books.sync({ kind: "full", types: ["tax_code"] });
  expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
  const codes = await taxCodes(books);
  expect(codes.filter((one) => /^(TAX|NON)$/.test(String(one["source_id"])))).toEqual([
    {
      source_id: "NON",
      name: "NON",
      active: true,
      sync_token: 0,
      adjustments: null,
      source: pseudo("NON", false),
    },
    {
      source_id: "TAX",
      name: "TAX",
      active: true,
      sync_token: 0,
      adjustments: null,
      source: pseudo("TAX", true),
    },
  ]);
  expect(await rejections(books)).toBe(0);
});

test.each(["bare", "bare-and-custom"])(
  "a whole sync of a company with %s pseudo codes succeeds, and again costs no change",
  async (pseudoTaxCodes) => {
    const books = await open();
    await control(books.running, "POST", "/switches", { pseudoTaxCodes });
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null, records_failed: 0 });
    expect(await disagreements(books)).toEqual([]);
    const names = (await taxCodes(books)).map((one) => one["name"]);
    expect(names).toEqual(expect.arrayContaining(["TAX", "NON"]));
    expect(await rejections(books)).toBe(0);
    expect((await books.sync({ kind: "full" })).row).toMatchObject({
      state: "succeeded",
      records_created: 0,
      records_changed: 0,
    });
  },
);

test.each(["shown", "left-out"] as const)(
  "TAX and NON are taken, and inactive codes too, where a filter by Active has them %s",
  async (byActive) => {
    const books = await open();
    books.running.sandbox.switches.set({ pseudoTaxCodesByActive: byActive });
    const { row } = await books.sync({ kind: "full" });
    expect(row).toMatchObject({ state: "succeeded", error_detail: null });
    const codes = (await taxCodes(books)).map((one) => String(one["source_id"]));
    expect(codes).toEqual(expect.arrayContaining(["TAX", "NON"]));
    expect(await disagreements(books)).toEqual([]);
  },
);
