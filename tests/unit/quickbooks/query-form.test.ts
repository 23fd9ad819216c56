import { describe, expect, it } from "vitest";

import { describeForm, queryForms, readForm, usualForm } from "#lib/quickbooks/query-form.ts";
import { countStatement, pageStatement } from "#lib/quickbooks/statement.ts";

const page = { startPosition: 1, maxResults: 1000, updatedFrom: new Date("2026-11-01T00:00:00Z") };
const inForm = (...left: string[]): string => pageStatement("customer", { ...page, form: readForm(left) });

describe("the forms of a question", () => {
  it("begin with the usual one and end with a bare one, and no two are the same", () => {
    const names = queryForms.map((form) => [...form].toSorted().join());
    expect(queryForms[0]).toEqual(usualForm);
    expect(pageStatement("customer", { ...page, form: queryForms.at(-1) ?? usualForm })).toBe(
      "SELECT * FROM Customer",
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it("keep paging as long as anything else can be left out", () => {
    const isPaged = queryForms.map((form) => !form.has("start") && !form.has("size"));
    expect(isPaged.lastIndexOf(true)).toBeLessThan(isPaged.indexOf(false));
    const firstPlain = queryForms.findIndex(
      (form) => form.has("order") && form.has("active") && form.has("times"),
    );
    expect(pageStatement("customer", { ...page, form: queryForms[firstPlain] ?? usualForm })).toBe(
      "SELECT * FROM Customer STARTPOSITION 1 MAXRESULTS 1000",
    );
  });

  it("leave out each clause by itself", () => {
    const where = "WHERE MetaData.LastUpdatedTime >= '2026-11-01T00:00:00Z' AND Active IN (true, false)";
    const order = "ORDERBY MetaData.LastUpdatedTime ASC, Id ASC";
    const paging = "STARTPOSITION 1 MAXRESULTS 1000";
    expect(inForm()).toBe(`SELECT * FROM Customer ${where} ${order} ${paging}`);
    expect(inForm("id-order")).toBe(
      `SELECT * FROM Customer ${where} ORDERBY MetaData.LastUpdatedTime ASC ${paging}`,
    );
    expect(inForm("id-order", "order")).toBe(`SELECT * FROM Customer ${where} ${paging}`);
    expect(inForm("active")).toBe(
      `SELECT * FROM Customer WHERE MetaData.LastUpdatedTime >= '2026-11-01T00:00:00Z' ${order} ${paging}`,
    );
    expect(inForm("times")).toBe(`SELECT * FROM Customer WHERE Active IN (true, false) ${order} ${paging}`);
    expect(inForm("start")).toBe(`SELECT * FROM Customer ${where} ${order} MAXRESULTS 1000`);
    expect(inForm("size")).toBe(`SELECT * FROM Customer ${where} ${order} STARTPOSITION 1`);
  });

  it("leave the same filters out of counts", () => {
    expect(countStatement("budget", { form: readForm(["active"]) })).toBe("SELECT count(*) FROM Budget");
  });

  it("are told in words, and what an older version stored is passed over", () => {
    expect(describeForm([])).toBeNull();
    expect(describeForm(["id-order", "order", "size"])).toBe(
      "QuickBooks rejected the usual query, so it was asked without sorting and a page size.",
    );
    expect(readForm(["order", "gone"])).toEqual(new Set(["order"]));
  });
});
