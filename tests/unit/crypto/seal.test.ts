import { randomBytes, randomUUID } from "node:crypto";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { EncryptionKey } from "#lib/config/token-encryption-keys.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { isSealedWithFirstKey, open, seal, type SealContext } from "#lib/crypto/seal.ts";

const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32) });
const first = key("first");
const second = key("second");
const company = parseCompanyId(randomUUID());
const context: SealContext = { owner: company, field: "refresh_token" };
const unreadable = { code: "secret.unreadable" };

describe("a sealed value", () => {
  test("opens to what was sealed, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 5000 }), (text) => {
        expect(open(seal(text, context, [first]), context, [first])).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test("names its key and shows nothing of the text", () => {
    const sealed = seal("a refresh token", context, [first]);
    expect(sealed).toMatch(/^v1\.first\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed.split(".")[2] ?? "", "base64url").toString("latin1")).not.toContain("refresh");
  });

  test("never repeats a nonce, so the same text seals differently each time", () => {
    const nonces = new Set(
      Array.from({ length: 2000 }, () =>
        Buffer.from(seal("same", context, [first]).split(".")[2] ?? "", "base64url")
          .subarray(0, 12)
          .toString("hex"),
      ),
    );
    expect(nonces.size).toBe(2000);
  });

  test("opens with any configured key, and is sealed with the first", () => {
    const old = seal("kept", context, [first]);
    expect(open(old, context, [second, first])).toBe("kept");
    expect(isSealedWithFirstKey(old, [second, first])).toBe(false);
    expect(isSealedWithFirstKey(seal("kept", context, [second, first]), [second, first])).toBe(true);
  });

  test("does not open once its key is gone", () => {
    const sealed = seal("text", context, [first]);
    expect(() => open(sealed, context, [second])).toThrow(expect.objectContaining(unreadable));
  });

  test("does not open with another key of the same name", () => {
    const sealed = seal("text", context, [first]);
    expect(() => open(sealed, context, [key("first")])).toThrow(expect.objectContaining(unreadable));
  });

  test("does not open in another company's row, nor in another column of its own", () => {
    const sealed = seal("text", context, [first]);
    const elsewhere: SealContext[] = [
      { owner: parseCompanyId(randomUUID()), field: "refresh_token" },
      { owner: "system", field: "refresh_token" },
      { owner: company, field: "access_token" },
      { owner: company, field: "realm_id" },
    ];
    for (const place of elsewhere) {
      expect(() => open(sealed, place, [first])).toThrow(expect.objectContaining(unreadable));
    }
  });

  test("does not open when any single bit of it was changed", () => {
    const sealed = seal("0123456789", context, [first]);
    const [version, id, encoded] = sealed.split(".");
    const bytes = Buffer.from(encoded ?? "", "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const forged = `${version ?? ""}.${id ?? ""}.${changed.toString("base64url")}`;
      expect(() => open(forged, context, [first])).toThrow(expect.objectContaining(unreadable));
    }
  });

  test("does not open when the name of its key was changed to another that is configured", () => {
    const sealed = seal("text", context, [first]).replace("v1.first.", "v1.second.");
    expect(() => open(sealed, context, [{ ...first, id: "second" }])).toThrow(
      expect.objectContaining(unreadable),
    );
  });

  test.each(["", "v1", "v1.first.", "v2.first.AAAA", "v1.first.AAAA", "plain text", "v1..AAAA"])(
    "is not taken for one: %j",
    (text) => {
      expect(() => open(text, context, [first])).toThrow(expect.objectContaining(unreadable));
    },
  );

  test("leaves no trace of text or key in the error", () => {
    const sealed = seal("very secret", context, [first]);
    try {
      open(sealed, { ...context, field: "realm_id" }, [first]);
      expect.unreachable();
    } catch (thrown) {
      const told = JSON.stringify(thrown, Object.getOwnPropertyNames(thrown));
      expect(told).not.toContain("very secret");
      expect(told).not.toContain(sealed);
      expect(told).not.toContain(first.key.toString("base64"));
    }
  });
});
