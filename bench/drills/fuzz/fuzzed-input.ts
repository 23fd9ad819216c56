// What one request holds, generated for an operation from the contract that it declares.

import fc from "fast-check";
import { z } from "zod";

import { roles, type Role } from "#lib/core/role.ts";
import type { Access } from "#lib/http/access.ts";
import type { RouteContract } from "#lib/http/route.ts";
import { placeholders } from "./firm-under-fuzz.ts";
import { contentTypes, hostileBody, hostileText } from "./hostile-values.ts";
import { valuesOfSchema } from "./values-of-schema.ts";

export interface Operation {
  /** "POST /api/quickbooks/sync" */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access | null;
  readonly contract: RouteContract | null;
}

export interface FuzzedInput {
  readonly operation: string;
  readonly sender: Role | "nobody" | "somebody else";
  /** Behind the sender's own cookies. */
  readonly moreCookies: string;
  readonly params: Readonly<Record<string, string>>;
  /** Without the question mark. */
  readonly search: string;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Most of what an operation is sent is sound, so that the rest of it gets far enough to do harm. */
export function inputsOf(operation: Operation): fc.Arbitrary<FuzzedInput> {
  const { contract, method, path } = operation;
  return fc.record({
    operation: fc.constant(operation.name),
    sender: sendersOf(operation.access),
    moreCookies: hostileCookies,
    params: paramsOf(path),
    search: searchOf(contract?.query),
    body: method === "GET" ? fc.constant(null) : bodyOf(operation),
    headers: headersOf(),
  });
}

function sendersOf(access: Access | null): fc.Arbitrary<FuzzedInput["sender"]> {
  const admitted = access && "roles" in access ? access.roles : roles;
  return fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...admitted) },
    { weight: 2, arbitrary: fc.constantFrom(...roles) },
    { weight: 2, arbitrary: fc.constantFrom("nobody" as const, "somebody else" as const) },
  );
}

/* Bytes that a header can hold. */
const headerText = hostileText.map((text) => encodeURI(text.toWellFormed()));

const hostileCookies = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...[
            "next-auth.session-token",
            "next-auth.session-token.0",
            "next-auth.session-token.x",
            "time-zone",
          ],
          ...[
            "next-auth.csrf-token",
            "next-auth.callback-url",
            "__Secure-next-auth.session-token",
            "__proto__",
            "",
          ],
        ),
        fc.oneof(
          headerText,
          fc.constantFrom("%", "%zz", "%00", "a.b.c.d.e", "x".repeat(7_000), "|", "||", '"'),
        ),
      )
      .map(([name, value]) => `; ${name}=${value}`),
  },
);

const authActions = [
  "signin",
  "signout",
  "callback",
  "session",
  "csrf",
  "providers",
  "error",
  "_log",
  "verify-request",
];

function paramsOf(path: string): fc.Arbitrary<Record<string, string>> {
  const names = [...path.matchAll(/\[(?:\.\.\.)?([^\]]+)\]/g)].map(([, name = ""]) => name);
  const known: Readonly<Record<string, readonly string[]>> = { ...placeholders, nextauth: authActions };
  return fc.record(
    Object.fromEntries(
      names.map((name) => [
        name,
        fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...(known[name] ?? ["1"])) },
          { weight: 1, arbitrary: hostileText },
        ),
      ]),
    ),
  );
}

const rawPairs = fc.constantFrom(
  "%",
  "=%zz",
  "a=%00",
  "callbackUrl=%",
  "error=%E0",
  "&&",
  "=",
  "__proto__=1",
  "a[b]=c",
);

const otherPairs = fc
  .tuple(fc.constantFrom("callbackUrl", "error", "state", "code", "realmId", "__proto__", "x"), hostileText)
  .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);

function searchOf(schema: z.ZodType | undefined): fc.Arbitrary<string> {
  const own = schema ? valuesOfSchema(schema, placeholders).map(pairsOf) : fc.constant<readonly string[]>([]);
  const extra = fc.oneof(
    { weight: 4, arbitrary: fc.constant<readonly string[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(rawPairs, otherPairs), { maxLength: 3 }) },
  );
  return fc
    .tuple(own, extra, fc.integer({ min: 0, max: 11 }))
    .map(([mine, more, dice]) => [...mine, ...(dice === 0 ? mine : []), ...more].join("&"));
}

function pairsOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, one]) => {
    const text = typeof one === "string" ? one : JSON.stringify(one);
    return `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`;
  });
}

const signInForm = z.object({
  email: z.email(),
  password: z.string(),
  csrfToken: z.enum(["<csrf>"]),
  callbackUrl: z.enum(["/companies", "http://localhost:3000/", "//evil.example", "http://["]).optional(),
  json: z.enum(["true"]).optional(),
});

function bodyOf({ contract, path }: Operation): fc.Arbitrary<string | Uint8Array<ArrayBuffer> | null> {
  const schema = path.startsWith("/api/auth/") ? signInForm : contract?.body;
  const sound = schema
    ? valuesOfSchema(schema, placeholders).map((value) => JSON.stringify(value))
    : fc.constant("{}");
  return fc.oneof(
    { weight: 8, arbitrary: sound },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: hostileBody },
  );
}

function headersOf(): fc.Arbitrary<Record<string, string>> {
  return fc
    .record({
      "content-type": fc.oneof(
        { weight: 8, arbitrary: fc.constant("application/json") },
        { weight: 1, arbitrary: contentTypes },
      ),
      "x-forwarded-for": fc.oneof({ weight: 4, arbitrary: fc.ipV4() }, { weight: 1, arbitrary: headerText }),
      "user-agent": fc.oneof(
        { weight: 4, arbitrary: fc.constant("a drill") },
        { weight: 1, arbitrary: headerText },
      ),
      authorization: fc.oneof(
        { weight: 9, arbitrary: fc.constant("") },
        { weight: 1, arbitrary: headerText },
      ),
      "intuit-signature": fc.oneof(
        { weight: 4, arbitrary: fc.constant("") },
        { weight: 1, arbitrary: headerText },
      ),
    })
    .map((headers) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== "")));
}
