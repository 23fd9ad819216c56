// Input that was once answered 500, and its kin, at the routes themselves.

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { GET as getAuth, POST as postAuth } from "#app/api/auth/[...nextauth]/route.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import { createTestDatabase, type TestDatabase } from "#tests/support/test-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  setTestEnvironment({ databaseUrl: database.url, more: { LOG_LEVEL: "silent" } });
});
afterAll(() => database.drop());

describe("the sign-in endpoint", () => {
  const post = async (body: string, type: string, path: readonly string[] = ["callback", "credentials"]) => {
    const request = new Request("http://localhost:3000/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": type, "x-forwarded-for": "192.0.2.1" },
      body,
    });
    return postAuth(request, { params: Promise.resolve({ nextauth: path }) });
  };
  const get = async (path: readonly string[], search = "", cookie = "") =>
    getAuth(new Request(`http://localhost:3000/api/auth/x?${search}`, { headers: { cookie } }), {
      params: Promise.resolve({ nextauth: path }),
    });

  test("answers 400 to what is not a form", async () => {
    for (const body of [
      "{",
      "[",
      '"',
      "[]",
      "null",
      "7",
      '{"email":{}}',
      '{"email":"\\u0000"}',
      '{"email":["a"]}',
      "[".repeat(4_000),
    ]) {
      expect((await post(body, "application/json")).status, body).toBe(400);
    }
    expect((await post("x", "text/plain")).status).toBe(400);
    expect((await post("x=".repeat(8_000), "application/x-www-form-urlencoded")).status).toBe(413);
  });

  test("takes an empty body, odd fields and __proto__ for a form without a token", async () => {
    for (const body of ["", "{}", '{"__proto__":{"email":"x"}}', '{"csrfToken":"x","data":{}}']) {
      expect((await post(body, "application/json")).status, body).toBe(302);
    }
    for (const body of ["", "%", "email=%zz&email=%", "a=1&a=2&__proto__=1", "callbackUrl=http://["]) {
      expect((await post(body, "application/x-www-form-urlencoded")).status, body).toBe(302);
    }
  });

  test("answers no address and no cookie with 500", async () => {
    for (const search of [
      "callbackUrl=%",
      "callbackUrl=javascript:x",
      "callbackUrl=http://[",
      "error=%0d%0aX:%20y",
      "error=%00",
    ]) {
      for (const action of [
        "signin",
        "signout",
        "error",
        "session",
        "csrf",
        "providers",
        "callback",
        "__proto__",
        "constructor",
      ]) {
        expect((await get([action], search)).status, `${action} ${search}`).toBeLessThan(500);
        expect((await get([action, "credentials"], search)).status, `${action} ${search}`).toBeLessThan(500);
      }
    }
    for (const cookie of [
      "next-auth.callback-url=%zz",
      "next-auth.callback-url=javascript:x",
      "next-auth.csrf-token=%",
      "next-auth.session-token=%00",
    ]) {
      for (const action of ["signin", "session", "csrf"]) {
        expect((await get([action], "", cookie)).status, `${action} ${cookie}`).toBeLessThan(400);
      }
    }
    for (const path of [[], ["%"], ["a", "b", "c"], ["signin", "%00"], ["\0"]]) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test("leads nobody to another site", async () => {
    for (const callbackUrl of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example/",
      "/.//evil.example",
      "/\t/evil.example",
    ]) {
      const answer = await get(["signin"], `callbackUrl=${encodeURIComponent(callbackUrl)}`);
      const location = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
      expect(location.origin).toBe("http://localhost:3000");
      const back = location.searchParams.get("callbackUrl") ?? "";
      expect(new URL(back, "http://localhost:3000").origin, callbackUrl).toBe("http://localhost:3000");
    }
  });
});
