// Input that was once answered 500, and its kin, at the routes themselves.

import { describe, expect, test } from "vitest";

import { GET as webhookEvents } from "#app/api/admin/quickbooks/webhook-events/route.ts";
import { GET as syncStats } from "#app/api/admin/quickbooks/sync-stats/route.ts";
import { GET as companies } from "#app/api/companies/route.ts";
import { GET as runs } from "#app/api/companies/[companyId]/syncs/route.ts";
import { GET as records } from "#app/api/companies/[companyId]/records/[recordType]/route.ts";
import { PATCH as settings } from "#app/api/companies/[companyId]/settings/route.ts";
import { POST as addPerson } from "#app/api/people/route.ts";
import { canonicalTimeZone } from "#lib/core/time-zone.ts";
import { asSystem } from "#lib/db/scope.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { ownerOfAFile } from "#tests/support/owner-from-file.ts";

const owner = ownerOfAFile();
const { asOwner, ofCompany } = owner;
const change = (body: unknown) => callRoute(settings, "PATCH", asOwner({ params: ofCompany(), body }));
const unstorable = ["\0", "Cool\0Cars", "\ud800", "Cars\udc00"];

describe("text", () => {
  test("that PostgreSQL cannot hold is refused by the name of its field", async () => {
    for (const text of unstorable) {
      const body = { email: "new@owner.firm.example", name: `A${text}`, role: "viewer" };
      const added = await callRoute(addPerson, "POST", asOwner({ body }));
      expect(added).toMatchObject({ status: 400, json: { invalid: [{ at: "body.name" }] } });
      expect((await change({ name: `A${text}` })).json).toMatchObject({ invalid: [{ at: "body.name" }] });
    }
    const found = await callRoute(companies, "GET", asOwner({ path: "/api/companies?search=%00" }));
    expect(found).toMatchObject({ status: 400, json: { invalid: [{ at: "query.search" }] } });
  });

  test("that only looks dangerous is stored as it came", async () => {
    for (const name of ["'; DROP TABLE users; --", "%_\\", "__proto__", "😀 İß", "\u202ereversed"]) {
      expect(await change({ name })).toMatchObject({ status: 200, json: { name } });
    }
  });
});

describe("days, instants and time zones", () => {
  test("a day that does not exist, or that no screen can show, is refused", async () => {
    for (const fromOn of [
      "0000-01-01",
      "0001-01-01",
      "2026-02-30",
      "2025-02-29",
      "10000-01-01",
      "infinity",
      "",
    ]) {
      expect(await change({ fromOn }), fromOn).toMatchObject({
        status: 400,
        json: { code: "request.invalid" },
      });
    }
    expect(await change({ fromOn: "2024-02-29" })).toMatchObject({ status: 200 });
    expect(await change({ fromOn: null })).toMatchObject({ status: 200 });
  });

  test("an offset keeps its sign, also where an address turned the plus into a space", async () => {
    const { rows } = await asSystem((sql) =>
      sql.query<{ at: Date }>("SELECT '2026-01-01T00:00:00+05:00'::timestamptz AS at"),
    );
    expect(rows[0]?.at.toISOString()).toBe("2025-12-31T19:00:00.000Z");
    const ask = (from: string) =>
      callRoute(webhookEvents, "GET", asOwner({ path: `/api/admin/quickbooks/webhook-events?from=${from}` }));
    expect(await ask("2026-01-01T00:00:00%2B05:00")).toMatchObject({ status: 200 });
    expect(await ask("2026-01-01T00:00:00+05:00")).toMatchObject({ status: 200 });
    for (const from of [
      "0000-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "2026-02-30T00:00:00Z",
      "yesterday",
    ]) {
      expect(await ask(from), from).toMatchObject({ status: 400, json: { invalid: [{ at: "query.from" }] } });
    }
  });

  test("a zone is a name that Node and PostgreSQL both know, or becomes one", async () => {
    for (const timeZone of ["+05:00", "-05:00", "+0530", "SystemV/PST8", "Mars/Base", "", "<+05>-5", "\0"]) {
      expect(await change({ timeZone }), timeZone).toMatchObject({ status: 400 });
      const stats = await callRoute(
        syncStats,
        "GET",
        asOwner({ path: `/x?timeZone=${encodeURIComponent(timeZone)}` }),
      );
      expect(stats, timeZone).toMatchObject({ status: 400, json: { invalid: [{ at: "query.timeZone" }] } });
    }
    const become = {
      "US/Pacific-New": "America/Los_Angeles",
      "US/Pacific": "America/Los_Angeles",
      utc: "UTC",
    };
    for (const [given, stored] of Object.entries(become)) {
      expect(await change({ timeZone: given, schedule: "daily" })).toMatchObject({
        status: 200,
        json: { timeZone: stored },
      });
    }
  });

  test("PostgreSQL knows every zone that is let through, at the same offset", async () => {
    const { rows } = await asSystem((sql) =>
      sql.query<{ name: string }>("SELECT name FROM pg_timezone_names"),
    );
    const known = new Set(rows.map((row) => row.name));
    const given = [...known, ...Intl.supportedValuesOf("timeZone"), "UTC", "US/Pacific-New", "SystemV/EST5"];
    const letThrough = new Set(given.flatMap((name) => canonicalTimeZone(name) ?? []));
    expect(letThrough.size).toBeGreaterThan(400);
    expect([...letThrough].filter((name) => !known.has(name))).toEqual([]);
    const at = new Date("2026-07-01T12:00:00Z");
    const { rows: local } = await asSystem((sql) =>
      sql.query<{ name: string; hours: string }>(
        "SELECT name, to_char($2::timestamptz AT TIME ZONE name, 'HH24:MI') AS hours FROM unnest($1::text[]) name",
        [[...letThrough], at],
      ),
    );
    for (const { name, hours } of local) {
      const format = new Intl.DateTimeFormat("en-GB", { timeZone: name, hour: "2-digit", minute: "2-digit" });
      expect(format.format(at), name).toBe(hours);
    }
  });
});

describe("a page cursor", () => {
  const page = (query: string, recordType = "invoice") =>
    callRoute(records, "GET", asOwner({ path: `/x?${query}`, params: ofCompany({ recordType }) }));

  test("that we made leads on, in its own list alone", async () => {
    const first = await page("");
    const next = String(first.json["next"]);
    expect(await page(`after=${next}`)).toMatchObject({ status: 200 });
    expect(await page(`after=${next}`, "payment")).toMatchObject({ status: 400 });
    expect(await page(`after=${next}`, "customer")).toMatchObject({ status: 400 });
    expect(await page(`after=${next.slice(0, -1)}`)).toMatchObject({ status: 400 });
    expect(await page(`after=x${next}`)).toMatchObject({ status: 400 });
  });

  test("that we did not make is refused, whatever is in it", async () => {
    const made = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
    const bad = [
      "x",
      ".",
      "%00",
      "e30",
      made(["0000-01-01", "1"]),
      made(["x", "\0"]),
      `${made([null, "1"])}.${"A".repeat(43)}`,
    ];
    for (const cursor of bad) {
      expect(await page(`after=${cursor}`), cursor).toMatchObject({ status: 400 });
      expect(await page(`before=${cursor}`), cursor).toMatchObject({ status: 400 });
      const events = await callRoute(webhookEvents, "GET", asOwner({ path: `/x?after=${cursor}` }));
      expect(events, cursor).toMatchObject({ status: 400 });
      const ofRuns = await callRoute(
        runs,
        "GET",
        asOwner({ path: `/x?before=${cursor}`, params: ofCompany() }),
      );
      expect(ofRuns, cursor).toMatchObject({ status: 400 });
    }
  });
});
