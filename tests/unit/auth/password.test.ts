import { describe, expect, test } from "vitest";

import { hashPassword, isPasswordRight, requireGoodPassword } from "#lib/auth/passwords/password.ts";
import { addressOf } from "#lib/auth/sessions/sign-in.ts";
import { parseCookies } from "#lib/auth/sessions/session-token.ts";

describe("passwords", () => {
  test("are kept as argon2id", async () => {
    const hash = await hashPassword("correct horse");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await isPasswordRight("correct horse", hash)).toBe(true);
    expect(await isPasswordRight("correct horsf", hash)).toBe(false);
  });

  test("are never right where there is no account", async () => {
    expect(await isPasswordRight("anything at all", null)).toBe(false);
  });

  test("cost as much to refuse for nobody as for somebody", async () => {
    const hash = await hashPassword("correct horse");
    const timeOf = async (stored: string | null): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const startedAt = performance.now();
        await isPasswordRight("wrong", stored);
        times.push(performance.now() - startedAt);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    await timeOf(null);
    const [somebody, nobody] = [await timeOf(hash), await timeOf(null)];
    // A missing hash without the same work would be answered in well under a millisecond.
    expect(nobody).toBeGreaterThan(somebody / 4);
  });

  test.each(["short", "aaaaaaaaaaaaaaaa", "me@firm.example", "x".repeat(300)])(
    "are refused: %s",
    (password) => {
      expect(() => requireGoodPassword(password, "me@firm.example")).toThrow();
    },
  );
});

test("the address of a request is what the nearest proxy saw, not what the client claims", () => {
  expect(addressOf("1.2.3.4, 10.0.0.7")).toBe("10.0.0.7");
  expect(addressOf(null)).toBe("unknown");
});

test("cookies are read without tripping over names of every object", () => {
  const cookies = parseCookies("a=1; __proto__=2; toString=3; b=x=y");
  expect(Object.entries(cookies)).toEqual([
    ["a", "1"],
    ["__proto__", "2"],
    ["toString", "3"],
    ["b", "x=y"],
  ]);
});
