import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { mapRecord } from "#lib/mapping/map-record.ts";
import { itemLine, listRecord, transactionRecord } from "./samples.ts";

const schema = readFileSync(join(import.meta.dirname, "../../../prisma/schema/books.prisma"), "utf8");

/** Columns of a model, without those that the store adds. */
function columnsOf(model: string, addedByStore: readonly string[]): string[] {
  const body = new RegExp(`^model ${model} \\{\\n(.*?)^\\}`, "ms").exec(schema)?.[1] ?? "";
  const names = body.match(/^ {2}[a-z]\w*/gm)?.map((name) => name.trim()) ?? [];
  return names.filter((name) => !addedByStore.includes(name)).sort();
}

const ours = ["organizationId", "companyId", "importedAt", "changedAt", "deletedAt", "versions"];
const keys = (row: object | undefined): string[] => Object.keys(row ?? {}).sort();

describe("the rows of mapping", () => {
  it("hold each column of an entity that comes from the record, and no other", () => {
    const { row } = mapRecord("customer", listRecord({ DisplayName: "Amy" }));
    expect(keys(row)).toEqual(columnsOf("Entity", [...ours, "mergedIntoId", "referencesCheckedAt"]));
  });

  it("hold each column of a transaction, its lines and its links", () => {
    const mapped = mapRecord(
      "invoice",
      transactionRecord({ Line: [itemLine()], LinkedTxn: [{ TxnId: "1", TxnType: "Payment" }] }),
    );
    if (mapped.shape !== "transaction") throw new Error("an invoice is a transaction");
    const owner = ["organizationId", "companyId", "type", "sourceId"];
    expect(keys(mapped.row)).toEqual(columnsOf("Transaction", ours));
    expect(keys(mapped.lines[0])).toEqual(columnsOf("TransactionLine", owner));
    expect(keys(mapped.links[0])).toEqual(columnsOf("TransactionLink", owner));
  });
});
