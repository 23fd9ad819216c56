// Input that was once answered 500, and its kin, at the routes themselves.

import { describe, expect, test } from "vitest";

import { GET as callback } from "#app/api/auth/quickbooks/callback/route.ts";
import { GET as companies } from "#app/api/companies/route.ts";
import { GET as records } from "#app/api/companies/[companyId]/records/[recordType]/route.ts";
import { GET as record } from "#app/api/companies/[companyId]/records/[recordType]/[sourceId]/route.ts";
import { PATCH as settings } from "#app/api/companies/[companyId]/settings/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { POST as webhook } from "#app/api/webhooks/quickbooks/route.ts";
import { GET as login } from "#app/login/route.ts";
import { GET as reconnect } from "#app/quickbooks/reconnect/route.ts";
import { readPageInput } from "#lib/http/page-input.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { walkPages } from "#tests/support/declared-access.ts";
import { ownerOfAFile } from "#tests/support/owner-from-file.ts";

const owner = ownerOfAFile();
const { asOwner, ofCompany } = owner;

describe("addresses and cookies", () => {
  test("a segment that cannot be decoded names no record", async () => {
    for (const sourceId of ["%", "%zz", "%E0%A4%A", "%00", "%ED%A0%80", "a%00b", ""]) {
      const params = ofCompany({ recordType: "invoice", sourceId });
      expect(await callRoute(record, "GET", asOwner({ params })), sourceId).toMatchObject({ status: 400 });
    }
    for (const recordType of ["__proto__", "constructor", "%", "\0"]) {
      expect(await callRoute(records, "GET", asOwner({ params: ofCompany({ recordType }) }))).toMatchObject({
        status: 400,
      });
    }
    expect(
      await callRoute(records, "GET", asOwner({ params: { companyId: "%00", recordType: "invoice" } })),
    ).toMatchObject({
      status: 400,
    });
  });

  test("a cookie that is no session of ours is nobody's", async () => {
    for (const value of [
      "%",
      "%zz",
      "%00",
      "a.b.c.d.e",
      "x".repeat(8_000),
      "eyJhbGciOiJub25lIn0..",
      "|",
      "",
    ]) {
      for (const name of ["next-auth.session-token", "next-auth.session-token.0", "__proto__"]) {
        expect(await callRoute(me, "GET", { cookie: `${name}=${value}; ;=;==` }), value).toMatchObject({
          status: 401,
        });
      }
    }
  });

  test("no page throws at an address, whatever is in it", async () => {
    const values = [
      "%",
      "%zz",
      "%00",
      "\0",
      "\ud800",
      "__proto__",
      "0000-01-01",
      "e30",
      "1e309",
      "9".repeat(400),
      ["a", "b"],
      [""],
    ];
    const pages = await walkPages();
    expect(pages.filter((page) => page.contract?.query).length).toBeGreaterThan(5);
    for (const { contract, path } of pages) {
      if (!contract) continue;
      for (const value of values) {
        const names = [
          "companyId",
          "recordType",
          "sourceId",
          "syncId",
          "search",
          "after",
          "before",
          "page",
          "state",
          "callbackUrl",
          "error",
          "realmId",
          "entity",
          "__proto__",
        ];
        for (const name of names) {
          expect(
            () => readPageInput(contract, { companyId: owner.company, [name]: value }, { [name]: value }),
            path,
          ).not.toThrow();
        }
      }
    }
  });
});

test("bodies of every wrong kind are refused", async () => {
  const send = (body: string, type = "application/json") =>
    settings(
      new Request("http://localhost:3000/x", {
        method: "PATCH",
        headers: {
          "content-type": type,
          origin: "http://localhost:3000",
          cookie: owner.firm.people.owner.cookie,
        },
        body,
      }),
      { params: Promise.resolve(ofCompany()) },
    );
  const bodies = [
    "{",
    "",
    "[]",
    "null",
    '"x"',
    "[".repeat(30_000),
    '{"quietHour":1e999}',
    '{"quietHour":1e308}',
    '{"everyMinutes":-0.5}',
    '{"selectedTypes":["__proto__"]}',
  ];
  for (const body of bodies) expect((await send(body)).status, body.slice(0, 40)).toBe(400);
  expect((await send("{}", "text/plain")).status).toBe(400);
  expect((await send(`{"name":"${"x".repeat(70_000)}"}`)).status).toBe(413);
  expect((await send('{"__proto__":{"name":"\\u0000"}}')).status).toBe(200);
});

test("a query that names a thing twice is refused, and the callback, /login and /quickbooks/reconnect lead on", async () => {
  const twice = await callRoute(companies, "GET", asOwner({ path: "/x?search=a&search=b" }));
  expect(twice).toMatchObject({ status: 400 });
  for (const search of ["state=%00&code=%zz&realmId=1", "state=a&state=b", "realmId=%ED%A0%80", "error=%"]) {
    expect(await callRoute(callback, "GET", asOwner({ path: `/x?${search}` })), search).toMatchObject({
      status: 302,
    });
  }
  for (const search of [
    "callbackUrl=%",
    "callbackUrl=%00",
    "callbackUrl=a&callbackUrl=b",
    `callbackUrl=${"x".repeat(5_000)}`,
  ]) {
    expect(await callRoute(login, "GET", { path: `/login?${search}` }), search).toMatchObject({
      status: 302,
    });
  }
  for (const search of ["realmId=%00", "realmId=1&realmId=2", "realmId=-1", "realmId=%"]) {
    expect(await callRoute(reconnect, "GET", asOwner({ path: `/x?${search}` })), search).toMatchObject({
      status: 302,
    });
  }
});

test("an unsigned delivery is answered 401 whatever it holds", async () => {
  for (const body of ["", "{", "\0", "[".repeat(10_000)]) {
    const response = await webhook(
      new Request("http://localhost:3000/api/webhooks/quickbooks", {
        method: "POST",
        body,
        headers: { "intuit-signature": "%" },
      }),
    );
    expect(response.status).toBe(401);
  }
});
