import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { DELETE as revokeOthers, GET as listSessions } from "#app/api/me/sessions/route.ts";
import { DELETE as revokeOne } from "#app/api/me/sessions/[sessionId]/route.ts";
import { POST as changePassword } from "#app/api/me/password/route.ts";
import { GET as me } from "#app/api/me/route.ts";
import { sessions as sessionsContract } from "#lib/contracts/me.ts";
import { sessionCookieName } from "#lib/auth/sessions/session-token.ts";
import { config } from "#lib/config/config.ts";
import { asSystem } from "#lib/db/scope.ts";
import { callRoute, type RouteAnswer } from "#tests/support/call-route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { NextAuthBrowser } from "#tests/support/next-auth-browser.ts";
import { addMember, createFirm, everyonesPassword, type Firm } from "#tests/support/people-of-a-firm.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;
let firm: Firm;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url });
});

beforeEach(async () => {
  firm = await createFirm();
  await asSystem((sql) => sql.query("DELETE FROM rate_limits"));
});

afterAll(async () => {
  await database.drop();
});

const whoAmI = (browser: NextAuthBrowser): Promise<RouteAnswer> =>
  callRoute(me, "GET", { cookie: browser.cookie });

async function signedIn(email: string, password = everyonesPassword): Promise<NextAuthBrowser> {
  const browser = new NextAuthBrowser();
  const reply = await browser.signIn(email, password);
  expect(reply.status).toBe(302);
  expect(reply.location).not.toContain("error");
  return browser;
}

describe("signing in", () => {
  test("lets the person in as who they are now", async () => {
    const browser = await signedIn(firm.people.accountant.email);
    expect(await whoAmI(browser)).toMatchObject({ status: 200, json: { role: "accountant" } });
    await asSystem((sql) =>
      sql.query("UPDATE memberships SET role = 'viewer' WHERE id = $1", [
        firm.people.accountant.membershipId,
      ]),
    );
    expect(await whoAmI(browser)).toMatchObject({ json: { role: "viewer" } });
  });

  test("takes the e-mail in any case", async () => {
    const browser = await signedIn(` ${firm.people.owner.email.toUpperCase()} `);
    expect(await whoAmI(browser)).toMatchObject({ status: 200 });
  });

  test("sets a cookie that scripts cannot read, that other sites' forms do not send, and that names nobody", async () => {
    const browser = new NextAuthBrowser();
    const { setCookies } = await browser.signIn(firm.people.owner.email, everyonesPassword);
    const line = setCookies.find((each) => each.startsWith(sessionCookieName())) ?? "";
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).not.toContain(firm.people.owner.email);
  });

  test("answers alike for an unknown e-mail, a wrong password and a disabled person", async () => {
    const { owner, viewer, admin } = firm.people;
    await asSystem(async (sql) => {
      await sql.query("UPDATE users SET disabled_at = now() WHERE id = $1", [viewer.userId]);
      await sql.query("UPDATE memberships SET disabled_at = now() WHERE id = $1", [admin.membershipId]);
    });
    const attempts = [
      ["nobody@firm.example", everyonesPassword],
      [owner.email, "wrong password"],
      [viewer.email, everyonesPassword],
      [admin.email, everyonesPassword],
    ] as const;
    const replies = [];
    for (const [email, password] of attempts) {
      const { status, location, body } = await new NextAuthBrowser().signIn(email, password);
      replies.push({ status, location, body });
    }
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]?.location).toContain("error=CredentialsSignin");
  });

  test("is refused after too many tries for one e-mail, known or not, even with the right password", async () => {
    for (const email of [firm.people.owner.email, "nobody@firm.example"]) {
      const tries = [];
      for (let round = 0; round < 11; round += 1) {
        tries.push((await new NextAuthBrowser(`198.51.100.${round}`).signIn(email, "wrong")).location);
      }
      expect(tries.slice(0, 10).every((location) => location?.includes("CredentialsSignin"))).toBe(true);
      expect(tries[10]).toContain("error=throttled");
    }
    const { location } = await new NextAuthBrowser().signIn(firm.people.owner.email, everyonesPassword);
    expect(location).toContain("error=throttled");
  });

  test("is refused after too many tries from one address, whoever is tried", async () => {
    const replies = await Promise.all(
      Array.from({ length: 61 }, (_, index) =>
        new NextAuthBrowser("203.0.113.9").signIn(`person${index}@firm.example`, "wrong"),
      ),
    );
    expect(replies.filter((reply) => reply.location?.includes("throttled"))).toHaveLength(1);
    const elsewhere = await new NextAuthBrowser("203.0.113.10").signIn(
      firm.people.owner.email,
      everyonesPassword,
    );
    expect(elsewhere.location).not.toContain("error");
  });

  test("forgets failed tries once the right password came", async () => {
    for (let round = 0; round < 25; round += 1) {
      const right = round % 8 === 7;
      await new NextAuthBrowser().signIn(firm.people.owner.email, right ? everyonesPassword : "wrong");
    }
    await signedIn(firm.people.owner.email);
  });

  test("keeps no readable e-mail or address of those who tried", async () => {
    await new NextAuthBrowser("203.0.113.77").signIn("somebody@private.example", "wrong");
    const { rows } = await asSystem((sql) => sql.query("SELECT * FROM rate_limits"));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/private\.example|203\.0\.113/);
  });

  test("needs next-auth's own token, so that another site cannot sign somebody in", async () => {
    const browser = new NextAuthBrowser();
    await browser.signInFromElsewhere(firm.people.owner.email, everyonesPassword);
    expect(browser.cookie).not.toContain(sessionCookieName());
    expect(await whoAmI(browser)).toMatchObject({ status: 401 });
  });
});

describe("a session", () => {
  test("ends at once everywhere when it is revoked", async () => {
    const { owner } = firm.people;
    const [laptop, phone] = [await signedIn(owner.email), await signedIn(owner.email)];
    const listed = sessionsContract.parse(
      (await callRoute(listSessions, "GET", { cookie: laptop.cookie })).json,
    ).sessions;
    // The third is the one that every person of the test's firm has from the start.
    expect(listed).toHaveLength(3);
    const phoneSession = listed.find((each) => !each.current && each.userAgent === "a test browser");
    await callRoute(revokeOne, "DELETE", {
      cookie: laptop.cookie,
      params: { sessionId: phoneSession?.id ?? "" },
    });
    expect(await whoAmI(phone)).toMatchObject({ status: 401, json: { code: "auth.required" } });
    expect(await phone.session()).toEqual({});
    expect(await whoAmI(laptop)).toMatchObject({ status: 200 });
  });

  test("can be ended in all other browsers together", async () => {
    const { owner } = firm.people;
    const [laptop, phone] = [await signedIn(owner.email), await signedIn(owner.email)];
    const answer = await callRoute(revokeOthers, "DELETE", { cookie: laptop.cookie });
    expect(answer.json).toEqual({ ended: 2 });
    expect(await whoAmI(phone)).toMatchObject({ status: 401 });
    expect(await whoAmI(laptop)).toMatchObject({ status: 200 });
  });

  test("of a colleague cannot be ended, nor seen", async () => {
    const answer = await callRoute(revokeOne, "DELETE", {
      cookie: firm.people.admin.cookie,
      params: { sessionId: firm.people.owner.sessionId },
    });
    expect(answer).toMatchObject({ status: 404 });
    expect(await callRoute(me, "GET", { cookie: firm.people.owner.cookie })).toMatchObject({ status: 200 });
  });

  test("ends by signing out, also for whoever kept a copy of the cookie", async () => {
    const browser = await signedIn(firm.people.owner.email);
    const copy = browser.cookie;
    await browser.signOut();
    expect(browser.cookie).not.toContain(sessionCookieName());
    expect(await callRoute(me, "GET", { cookie: copy })).toMatchObject({ status: 401 });
  });

  test("ends with its time, with the person's account and with their place in the firm", async () => {
    for (const ending of [
      "UPDATE user_sessions SET expires_at = now() WHERE user_id = $1",
      "UPDATE users SET disabled_at = now() WHERE id = $1",
      "UPDATE memberships SET disabled_at = now() WHERE user_id = $1",
      "DELETE FROM memberships WHERE user_id = $1",
    ]) {
      const person = await addMember(firm.id, "viewer");
      await asSystem((sql) => sql.query(ending, [person.userId]));
      expect(await callRoute(me, "GET", { cookie: person.cookie }), ending).toMatchObject({ status: 401 });
    }
  });

  test("cannot be made up: not with another secret, not as a bearer token, not as nonsense", async () => {
    const { owner } = firm.people;
    const token = { sub: owner.userId, sid: owner.sessionId };
    const forged = await encode({ token, secret: "another secret of the same length" });
    const right = await encode({ token, secret: config().nextAuthSecret });
    const attempts: { readonly cookie?: string; readonly headers?: Record<string, string> }[] = [
      { cookie: `${sessionCookieName()}=${forged}` },
      { cookie: `${sessionCookieName()}=nonsense` },
      { cookie: `${sessionCookieName()}=` },
      { headers: { authorization: `Bearer ${right}` } },
    ];
    for (const attempt of attempts) {
      expect(await callRoute(me, "GET", attempt)).toMatchObject({ status: 401 });
    }
  });
});

describe("changing one's password", () => {
  const change = (cookie: string, current: string, next: string) =>
    callRoute(changePassword, "POST", { cookie, body: { current, next } });

  test("needs the present one, takes a good one, and ends all other sessions", async () => {
    const { admin } = firm.people;
    const [here, there] = [await signedIn(admin.email), await signedIn(admin.email)];
    const next = "another good password";
    expect(await change(here.cookie, "not it", next)).toMatchObject({ status: 400 });
    expect(await change(here.cookie, everyonesPassword, "short")).toMatchObject({ status: 400 });
    expect(await change(here.cookie, everyonesPassword, next)).toMatchObject({
      status: 200,
      json: { otherSessionsEnded: 2 },
    });
    expect(await whoAmI(here)).toMatchObject({ status: 200 });
    expect(await whoAmI(there)).toMatchObject({ status: 401 });
    expect((await new NextAuthBrowser().signIn(admin.email, everyonesPassword)).location).toContain("error");
    await signedIn(admin.email, next);
  });

  test("is no way to guess it from an open session", async () => {
    const { viewer } = firm.people;
    const statuses = [];
    for (let round = 0; round < 11; round += 1) {
      statuses.push((await change(viewer.cookie, `guess ${round}`, "another good password")).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
  });
});
