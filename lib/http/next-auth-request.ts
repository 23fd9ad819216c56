// A request to next-auth's endpoints, read before next-auth sees it: it answers 500 to a body, a cookie or an
// address that it cannot parse.

import { z } from "zod";

import type { NextAuthRequest } from "#lib/auth/sessions/next-auth.ts";
import { parseCookies } from "#lib/auth/sessions/session-token.ts";
import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { AppError } from "#lib/core/app-error.ts";
import { parseInput } from "./invalid-input.ts";
import { readBody } from "./read-body.ts";

/* E-mail, password and a token. */
const largestFormBytes = 8 * 1024;

const segments = z
  .array(z.string().regex(/^[\w-]{1,40}$/))
  .min(1)
  .max(2);

const field = textInput({ max: 2048 }).optional();

/** The fields of next-auth's forms; others do not reach it. */
const form = z.object({
  email: field,
  password: field,
  csrfToken: field,
  callbackUrl: field,
  redirect: field,
  json: field,
  code: field,
  level: z.enum(["error", "warn", "debug"]).optional().catch(undefined),
});

/** Codes only: next-auth puts one into the address that it sends a browser to. */
const errorCode = z.string().regex(/^\w{1,60}$/);

/**
 * @param path The segments behind /api/auth.
 *
 * @throws AppError `request.not_found`, `request.too_large`; InvalidInput.
 */
export async function readNextAuthRequest(
  request: Request,
  path: readonly string[] | string | undefined,
): Promise<NextAuthRequest> {
  const nextauth = segments.safeParse(typeof path === "string" ? [path] : path);
  if (!nextauth.success) throw new AppError("request.not_found");
  const { searchParams } = new URL(request.url);
  const error = errorCode.safeParse(searchParams.get("error"));
  return {
    method: request.method,
    query: {
      nextauth: nextauth.data,
      ...readable("callbackUrl", addressIn(searchParams.get("callbackUrl"))),
      ...readable("error", error.success ? error.data : null),
    },
    body: request.method === "POST" ? await readForm(request) : {},
    cookies: readCookies(request.headers.get("cookie")),
    headers: Object.fromEntries(request.headers),
  };
}

function readable(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

/** Null for what next-auth could not parse. Whether it leads away from us, its `redirect` callback decides. */
function addressIn(text: string | null): string | null {
  if (text === null || text.length > 2048) return null;
  const url = URL.parse(text, "http://here.invalid");
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  return text.startsWith("/") || URL.canParse(text) ? text : null;
}

async function readForm(request: Request): Promise<Record<string, string>> {
  const given = parseInput("body", form, await readFields(request));
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]): [string, string][] =>
      value === undefined || (name === "callbackUrl" && addressIn(value) === null) ? [] : [[name, value]],
    ),
  );
}

async function readFields(request: Request): Promise<unknown> {
  const text = (await readBody(request, largestFormBytes)).toString("utf8");
  if (text === "") return {};
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  if (type !== "application/json")
    throw new AppError("request.invalid", "Send the body as a form or as JSON.");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("request.invalid", "The body is not JSON.", { cause });
  }
}

/** next-auth's own, without those that no browser of ours can have: they count as not sent. */
function readCookies(header: string | null): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parseCookies(header)).flatMap(([name, value]): [string, string][] => {
      const decoded = /^(?:__Secure-|__Host-)?next-auth\./.test(name) ? decode(value) : null;
      if (decoded === null) return [];
      return name.endsWith("callback-url") && addressIn(decoded) === null ? [] : [[name, decoded]];
    }),
  );
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
