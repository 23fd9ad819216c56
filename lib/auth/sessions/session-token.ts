// Reads the cookie that next-auth wrote. The token only names a session: everything else about the
// person is read from the database on each request, so that a change of role holds at once.

import { parseCookie } from "cookie";
import { getToken } from "next-auth/jwt";

import { config } from "#lib/config/config.ts";
import { isUuid, parseSessionId, type SessionId } from "#lib/core/ids.ts";

/** Signed in once a working week, at most. */
export const sessionLifetimeSeconds = 7 * 24 * 60 * 60;

/** Whether the application's own address is https, so that its cookies may be kept to it. */
export function secureCookies(): boolean {
  return config().appUrl.startsWith("https://");
}

/** `__Secure-` in front makes browsers refuse the cookie over plain http. */
export function sessionCookieName(): string {
  return secureCookies() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** Null for a token that is missing, forged, out of date or made with another secret. */
export async function sessionIdFrom(cookies: Readonly<Record<string, string>>): Promise<SessionId | null> {
  const token = await getToken({
    // Only the cookie counts. next-auth would also take it as a bearer token, which a page elsewhere
    // could be tricked into storing.
    req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: config().nextAuthSecret,
    secureCookie: secureCookies(),
    cookieName: sessionCookieName(),
  });
  const id = token?.["sid"];
  return typeof id === "string" && isUuid(id) ? parseSessionId(id) : null;
}

/** A Cookie header by name, values as they came: not decoded. Of two with one name the first counts. */
export function parseCookies(header: string | null): Record<string, string> {
  const cookies = parseCookie(header ?? "", { decode: (value) => value });
  /* Each has a value, for that is what `decode` gives back. */
  return cookies as Record<string, string>;
}
