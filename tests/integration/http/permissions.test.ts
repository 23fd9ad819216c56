// Walks every route and page as every role, as another firm, and signed out. A route or page that
// declares nothing fails here, and so does one that is opened to everybody without being listed below.

import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { roles, type Role } from "#lib/core/role.ts";
import { isForMembers, isPublic } from "#lib/http/access.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";
import { callRoute } from "#tests/support/call-route.ts";
import { walkPages, walkRoutes, type WalkedPage, type WalkedRoute } from "#tests/support/declared-access.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import {
  askAbout,
  createFirmWithThings,
  memberRoutes,
  segmentsOf,
  type FirmWithThings,
} from "#tests/support/populated-firm.ts";
import { isForManagers } from "#tests/support/is-for-managers.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

/** Open to whoever comes by. A name is added here after somebody has read why, and agreed. */
const publicRoutes = [
  "GET /api/auth/[...nextauth]",
  "POST /api/auth/[...nextauth]",
  "GET /api/auth/quickbooks/callback",
  "GET /api/health/live",
  "GET /api/health/ready",
  "GET /api/metrics",
  "POST /api/webhooks/quickbooks",
  "GET /quickbooks/reconnect",
  "POST /api/invitations",
  "POST /api/invitations/accept",
  "POST /api/password-links",
  "GET /login",
  "GET /logout",
];
/** Open to somebody who is signed in and belongs to no firm. */
const accountRoutes = [
  "GET /api/me/invitations",
  "POST /api/me/invitations/[invitationId]",
  "DELETE /api/me/invitations/[invitationId]",
];
const accountPages = ["/invitations"];
const publicPages = ["/forgot-password", "/invitation", "/quickbooks/disconnected", "/sign-in", "/sign-out"];

let database: TestDatabase;
let sandbox: RunningSandbox;
let routes: readonly WalkedRoute[];
let pages: readonly WalkedPage[];
let ours: FirmWithThings;
let theirs: FirmWithThings;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ companies: 1 });
  setTestEnvironment({ databaseUrl: database.url, sandboxUrl: sandbox.url });
  [routes, pages] = await Promise.all([walkRoutes(), walkPages()]);
});

// Anew each time: some of what is asked is done.
beforeEach(async () => {
  [ours, theirs] = [await createFirmWithThings(), await createFirmWithThings()];
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

describe("every route", () => {
  test("declares who may call it", () => {
    expect(routes.length).toBeGreaterThan(15);
    expect(routes.filter((route) => !route.access).map((route) => route.name)).toEqual([]);
  });

  test("that is open to everybody is listed, and says why", () => {
    const open = routes.flatMap(({ name, access }) => (access && isPublic(access) ? [{ name, access }] : []));
    expect(open.map((route) => route.name).sort()).toEqual([...publicRoutes].sort());
    for (const { name, access } of open) expect(access.public.length, name).toBeGreaterThan(20);
  });

  test("that is open to somebody of no firm is listed, and to nobody who is not signed in", async () => {
    const open = routes.filter(({ access }) => access && !isPublic(access) && !isForMembers(access));
    expect(open.map((route) => route.name).sort()).toEqual([...accountRoutes].sort());
    for (const route of open) {
      const call = { path: route.path, params: { invitationId: randomUUID() } };
      expect(await callRoute(route.handler, route.method, call), route.name).toMatchObject({ status: 401 });
      if (route.method === "GET") continue;
      const { cookie } = ours.firm.people.owner;
      const fromElsewhere = { ...call, cookie, headers: { origin: "https://evil.example" } };
      expect(await callRoute(route.handler, route.method, fromElsewhere), route.name).toMatchObject({
        status: 403,
        json: { code: "auth.cross_site" },
      });
    }
  });

  test("names only roles that exist, and at least one", () => {
    for (const { name, access } of memberRoutes(routes)) {
      expect(access.roles.length, name).toBeGreaterThan(0);
      expect(roles, name).toEqual(expect.arrayContaining([...access.roles]));
    }
  });

  test("with a company in its address has it checked", () => {
    for (const { name, path, access } of memberRoutes(routes)) {
      if (segmentsOf(path).includes("companyId")) expect(access.company, name).toBe("params.companyId");
    }
  });

  test("has segments that this test can fill", () => {
    for (const { name, path } of memberRoutes(routes)) {
      for (const segment of segmentsOf(path)) expect(Object.keys(ours.things), name).toContain(segment);
    }
  });

  test("answers 401 to whoever is not signed in", async () => {
    for (const route of memberRoutes(routes)) {
      const answer = await askAbout(route, ours, null);
      expect(answer, route.name).toMatchObject({ status: 401, json: { code: "auth.required" } });
      expect(answer.headers.get("content-type"), route.name).toBe("application/problem+json");
      expect(answer.headers.get("cache-control"), route.name).toBe("no-store");
    }
  });

  test.each(roles)("lets exactly the roles in that it declares: %s", async (role: Role) => {
    for (const route of memberRoutes(routes)) {
      const { status, json } = await askAbout(route, ours, ours.firm.people[role]);
      if (route.access.roles.includes(role)) {
        expect([401, 403], `${route.name}: ${JSON.stringify(json)}`).not.toContain(status);
        expect(status, `${route.name}: ${JSON.stringify(json)}`).toBeLessThan(500);
      } else {
        expect({ status, code: json["code"] }, route.name).toEqual({ status: 403, code: "auth.forbidden" });
      }
    }
  });

  test("that reads answers the owner about the firm's own things", async () => {
    const owner = ours.firm.people.owner;
    for (const route of memberRoutes(routes).filter(({ method }) => method === "GET")) {
      const { status, text } = await askAbout(route, ours, owner);
      // A record with that id was never stored.
      const expected = segmentsOf(route.path).includes("sourceId") ? [200, 404] : [200];
      expect(expected, `${route.name}: ${status} ${text.slice(0, 300)}`).toContain(status);
    }
  });

  test("answers 404 about another firm's things, whoever asks", async () => {
    for (const route of memberRoutes(routes)) {
      if (!route.access.company && segmentsOf(route.path).length === 0) continue;
      for (const role of route.access.roles) {
        const { status, json } = await askAbout(route, theirs, ours.firm.people[role]);
        expect(status, `${route.name} as ${role}: ${JSON.stringify(json)}`).toBe(404);
      }
    }
  });

  test("answers 404 to accountants and viewers about a company that they were not given", async () => {
    for (const route of memberRoutes(routes).filter(({ access }) => access.company)) {
      for (const role of ["accountant", "viewer"] as const) {
        if (!route.access.roles.includes(role)) continue;
        const { status } = await askAbout(route, ours, ours.firm.people[role]);
        expect(status, `${route.name} as ${role}`).toBe(404);
      }
    }
  });

  test("that changes something refuses what another site sends with our cookie", async () => {
    const changing = memberRoutes(routes).filter(({ method }) => method !== "GET");
    expect(changing.length).toBeGreaterThan(5);
    for (const route of changing) {
      const role = route.access.roles[0] ?? "owner";
      for (const origin of ["https://evil.example", "null"]) {
        const answer = await callRoute(route.handler, route.method, {
          path: route.path,
          cookie: ours.firm.people[role].cookie,
          headers: { origin },
        });
        expect(answer, route.name).toMatchObject({ status: 403, json: { code: "auth.cross_site" } });
      }
    }
  });
});

describe("every page", () => {
  test("declares who may open it", () => {
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.filter((page) => !page.access).map((page) => page.path)).toEqual([]);
  });

  test("that is open to everybody is listed", () => {
    const open = pages.filter(({ access }) => access && isPublic(access)).map((page) => page.path);
    expect(open.sort()).toEqual([...publicPages].sort());
  });

  test("that is open to somebody of no firm is listed", () => {
    const open = pages.filter(({ access }) => access && !isPublic(access) && !isForMembers(access));
    expect(open.map((page) => page.path).sort()).toEqual([...accountPages].sort());
  });

  test("comes back to its own address after signing in, and has the company in it checked", () => {
    for (const { path, access } of pages) {
      if (!access || !isForMembers(access)) continue;
      expect(access.path, path).toBe(path);
      expect(access.roles.length, path).toBeGreaterThan(0);
      if (segmentsOf(path).includes("companyId")) expect(access.company, path).toBe("params.companyId");
    }
  });

  test("lets everybody in, but for those under /admin, which are for owners and admins", () => {
    for (const { path, access } of pages) {
      if (!access || !isForMembers(access)) continue;
      const expected = isForManagers(path) ? ["admin", "owner"] : [...roles].sort();
      expect([...access.roles].sort(), path).toEqual(expected);
    }
  });
});
