import { describe, expect, it } from "vitest";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { intuitEntity, recordTypeOfName } from "#lib/quickbooks/entities.ts";

describe("Intuit's names", () => {
  it("lead back to the record type, in any case", () => {
    for (const recordType of allRecordTypes) {
      const { queryName, key, path, webhookName } = intuitEntity(recordType);
      for (const name of [queryName, key, path, key.toUpperCase(), webhookName ?? key]) {
        expect(recordTypeOfName(name)).toBe(recordType);
      }
    }
  });

  it("that we do not know lead nowhere", () => {
    for (const name of ["ChangeOrder", "TaxClassification", "", "constructor", "__proto__"]) {
      expect(recordTypeOfName(name)).toBeNull();
    }
  });

  it("of a currency in webhooks are two", () => {
    expect(recordTypeOfName("Currency")).toBe("company_currency");
    expect(recordTypeOfName("companycurrency")).toBe("company_currency");
  });
});
