import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allRecordTypes } from "#lib/books/record-type.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseCalendarDate } from "#lib/core/calendar-date.ts";
import type { CallReply, CallRequest, QuickBooksClient } from "#lib/quickbooks/client.ts";
import { countOf, queryPage } from "#lib/quickbooks/query.ts";
import { pageStatement, quoted } from "#lib/quickbooks/statement.ts";

const page = { startPosition: 1, maxResults: 1000 };

/** A client that answers `body` to everything and keeps what it was asked. */
function answering(body: Record<string, unknown>): QuickBooksClient & { readonly asked: CallRequest[] } {
  const asked: CallRequest[] = [];
  const reply: CallReply = { body, rows: null, time: new Date(0), intuitTid: "1-tid" };
  return {
    asked,
    call: (request) => {
      asked.push(request);
      return Promise.resolve(reply);
    },
  };
}

describe("a statement", () => {
  it("pages by the time of the last change, and asks for inactive records of a list by name", () => {
    expect(pageStatement("customer", { ...page, startPosition: 1001 })).toBe(
      "SELECT * FROM Customer WHERE Active IN (true, false) " +
        "ORDERBY MetaData.LastUpdatedTime ASC, Id ASC STARTPOSITION 1001 MAXRESULTS 1000",
    );
  });

  it("cuts a window to whole seconds in UTC, with bounds that count", () => {
    const window = {
      updatedFrom: new Date("2026-10-01T00:00:00.999Z"),
      updatedTo: new Date("2026-10-02T00:00:00-07:00"),
      createdFrom: new Date("2026-01-01T00:00:00Z"),
      transactionFrom: parseCalendarDate("2025-01-01"),
    };
    expect(pageStatement("invoice", { ...page, ...window })).toContain(
      "FROM Invoice WHERE MetaData.LastUpdatedTime >= '2026-10-01T00:00:00Z' " +
        "AND MetaData.LastUpdatedTime <= '2026-10-02T07:00:00Z' " +
        "AND MetaData.CreateTime >= '2026-01-01T00:00:00Z' AND TxnDate >= '2025-01-01' ORDERBY",
    );
  });

  it("takes a start date by each type's own property, and none where there is none", () => {
    const from = { ...page, transactionFrom: parseCalendarDate("2025-01-01") };
    expect(pageStatement("tax_payment", from)).toContain("PaymentDate >= '2025-01-01'");
    expect(pageStatement("customer", from)).not.toContain("2025-01-01");
  });

  it("names the day of exchange rates, and neither orders nor pages what is single", () => {
    expect(pageStatement("exchange_rate", { ...page, asOf: parseCalendarDate("2026-03-01") })).toBe(
      "SELECT * FROM ExchangeRate WHERE AsOfDate = '2026-03-01' STARTPOSITION 1 MAXRESULTS 1000",
    );
    expect(pageStatement("preferences", page)).toBe("SELECT * FROM Preferences");
  });

  it("orders exchange rates, which have no Id, by what tells them apart", () => {
    expect(pageStatement("exchange_rate", page)).toBe(
      "SELECT * FROM ExchangeRate ORDERBY MetaData.LastUpdatedTime ASC, AsOfDate ASC, SourceCurrencyCode ASC " +
        "STARTPOSITION 1 MAXRESULTS 1000",
    );
    expect(pageStatement("exchange_rate", { ...page, orderBy: "id" })).toContain(
      " ORDERBY AsOfDate ASC, SourceCurrencyCode ASC ",
    );
  });

  it("can be made for every type", () => {
    for (const recordType of allRecordTypes)
      expect(pageStatement(recordType, page)).toMatch(/^SELECT \* FROM \w+/);
  });

  it("holds any text without letting it out of its quotes", () => {
    expect(quoted("Adam's")).toBe(String.raw`'Adam\'s'`);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inside = quoted(text).slice(1, -1);
        // Once each escaped character is taken away, no quote and no backslash is left over.
        expect(inside.replace(/\\[\\']/g, "")).not.toMatch(/['\\]/);
        expect(inside.replace(/\\(.)/gs, "$1")).toBe(text);
      }),
    );
  });

  it("is refused for a page that QuickBooks does not have", () => {
    expect(() => pageStatement("invoice", { startPosition: 0, maxResults: 10 })).toThrow(AppError);
    expect(() => pageStatement("invoice", { startPosition: 1, maxResults: 0.5 })).toThrow(AppError);
  });
});

describe("a page", () => {
  it("holds the records as they came, as JSON", async () => {
    const records = [{ Id: "1" }, { Id: "2" }];
    const client = answering({ QueryResponse: { Invoice: records, startPosition: 1, maxResults: 2 } });
    expect(await queryPage(client, "invoice", page)).toEqual({
      rows: records.map((record) => JSON.stringify(record)),
      time: new Date(0),
      intuitTid: "1-tid",
    });
    expect(client.asked[0]).toMatchObject({ kind: "query", method: "GET", path: "query" });
  });

  it("is empty when QuickBooks answers an empty object", async () => {
    expect((await queryPage(answering({ QueryResponse: {} }), "invoice", page)).rows).toEqual([]);
  });

  it("is found under the one key that differs from the name in the statement", async () => {
    const client = answering({ QueryResponse: { CreditCardPayment: [{ Id: "1" }] } });
    expect((await queryPage(client, "credit_card_payment", page)).rows).toHaveLength(1);
    expect(client.asked[0]?.query?.["query"]).toContain("FROM CreditCardPaymentTxn");
  });

  it("is never taken for empty when the answer is another than asked for", async () => {
    const code = "quickbooks.malformed";
    await expect(queryPage(answering({ Something: 1 }), "invoice", page)).rejects.toMatchObject({ code });
    const other = answering({ QueryResponse: { Bill: [{ Id: "1" }] } });
    await expect(queryPage(other, "invoice", page)).rejects.toMatchObject({ code });
    const noList = answering({ QueryResponse: { Invoice: { Id: "1" } } });
    await expect(queryPage(noList, "invoice", page)).rejects.toMatchObject({ code });
    const counted = answering({ QueryResponse: { startPosition: 1, maxResults: 3 } });
    await expect(queryPage(counted, "invoice", page)).rejects.toMatchObject({ code });
    const fault = { Error: [{ code: "10000" }] };
    const rejected = answering({ QueryResponse: { Fault: fault } });
    await expect(queryPage(rejected, "invoice", page)).rejects.toMatchObject({ faultCode: "10000" });
  });

  it("keeps what is no object in its list, for the record that it costs", async () => {
    const odd = answering({ QueryResponse: { Invoice: [1, null, { Id: "2" }] } });
    expect((await queryPage(odd, "invoice", page)).rows).toEqual(["1", "null", '{"Id":"2"}']);
  });

  it("is asked for by POST when the statement is too long for an address", async () => {
    const client = answering({ QueryResponse: {} });
    const ids = Array.from({ length: 400 }, (_, index) => String(5_000_000_000_000 + index));
    await queryPage(client, "invoice", { ...page, ids });
    expect(client.asked[0]).toMatchObject({ method: "POST", body: { contentType: "application/text" } });
    expect(client.asked[0]?.body?.text).toContain("Id IN ('5000000000000', '5000000000001'");
  });
});

describe("a count", () => {
  it("is QuickBooks' own, with inactive records", async () => {
    const client = answering({ QueryResponse: { totalCount: 26 } });
    expect(await countOf(client, "vendor")).toBe(26);
    expect(client.asked[0]?.query?.["query"]).toBe(
      "SELECT count(*) FROM Vendor WHERE Active IN (true, false)",
    );
  });

  it("of nothing is zero, and nonsense is refused", async () => {
    expect(await countOf(answering({ QueryResponse: {} }), "invoice")).toBe(0);
    const odd = answering({ QueryResponse: { totalCount: "many" } });
    await expect(countOf(odd, "invoice")).rejects.toMatchObject({ code: "quickbooks.malformed" });
  });
});
