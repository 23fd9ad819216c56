// next-auth, told our rules: passwords are checked in sign-in.ts, and its token only names a session.

import type { NextAuthOptions, User } from "next-auth";
import { z } from "zod";

import { config } from "#lib/config/config.ts";
import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { isUuid, parseSessionId, type SessionId } from "#lib/core/ids.ts";
import { log } from "#lib/log/log.ts";
import { findAccount } from "../passwords/find-account.ts";
import { closeSession } from "./sessions.ts";
import { secureCookies, sessionLifetimeSeconds } from "./session-token.ts";
import { addressOf, signIn } from "./sign-in.ts";

const credentials = z.object({ email: textInput({ max: 320 }), password: textInput({ max: 1024 }) });

/** Codes that arrive at /sign-in?error=…, for the page to put into words. */
export const signInErrors = {
  CredentialsSignin: "The email or the password is not correct.",
  throttled: "Too many attempts. Wait a few minutes and try again.",
  unavailable: "Sign-in is not available at the moment. Please try again shortly.",
} as const;

/** @param onFailure Told what kept us from looking somebody up, which next-auth would take for "nobody". */
export function authOptions(onFailure: (thrown: unknown) => void = () => undefined): NextAuthOptions {
  const accountOf = (id: string) =>
    findAccount(parseSessionId(id)).catch((thrown: unknown) => {
      onFailure(thrown);
      throw thrown;
    });
  return {
    secret: config().nextAuthSecret,
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: sessionLifetimeSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in" },
    providers: [
      {
        id: "credentials",
        type: "credentials",
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (given, request) => authorize(given, headerOf(request.headers), onFailure),
      },
    ],
    callbacks: {
      // next-auth's own throws at an address that is none.
      redirect: ({ url, baseUrl }) => {
        const wanted = URL.parse(url, baseUrl);
        return wanted?.origin === new URL(baseUrl).origin ? wanted.href : baseUrl;
      },
      jwt: async ({ token, user, trigger }) => {
        // Only at sign-in is there a user; later calls must find the session still open. Throwing makes
        // next-auth answer "nobody" and take the cookie back.
        if (trigger === "signIn") return { sub: user.id, sid: sessionOf(user) };
        const id = token["sid"];
        if (typeof id !== "string" || !isUuid(id) || !(await accountOf(id))) {
          throw new Error("the session is over");
        }
        return { sub: token.sub ?? "", sid: id };
      },
      session: async ({ session, token }) => {
        const account = await accountOf(String(token["sid"]));
        if (!account) throw new Error("the session is over");
        return { expires: session.expires, user: { name: account.name, email: account.email } };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const id = token["sid"];
        if (typeof id === "string" && isUuid(id)) await closeSession(parseSessionId(id));
      },
    },
    logger: {
      // Metadata may quote what was sent; the code alone says enough. And anybody may post one to
      // next-auth's own door for the browser's errors.
      error: (code) => log().warn({ nextAuth: knownWord(code) }, "next-auth reports an error"),
      warn: (code) => log().debug({ nextAuth: knownWord(code) }, "next-auth warns"),
      debug: () => undefined,
    },
  };
}

type Header = (name: string) => string | null;

async function authorize(
  given: unknown,
  header: Header,
  onFailure: (thrown: unknown) => void,
): Promise<(User & { sid: SessionId }) | null> {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) return null;
  const signedIn = await signIn({
    ...parsed.data,
    address: addressOf(header("x-forwarded-for")),
    userAgent: header("user-agent"),
  }).catch((thrown: unknown) => {
    // next-auth shows the message of whatever is thrown, so it must be one of our own codes.
    if (isAppError(thrown, "auth.throttled")) throw new Error("throttled");
    onFailure(thrown);
    log().error({ err: thrown }, "sign-in failed");
    throw new Error("unavailable");
  });
  return signedIn && { id: signedIn.userId, sid: signedIn.sessionId };
}

function headerOf(headers: Readonly<Record<string, unknown>> | undefined): Header {
  return (name) => {
    const value = headers?.[name];
    return typeof value === "string" ? value : null;
  };
}

function sessionOf(user: User): string {
  return "sid" in user && typeof user.sid === "string" ? user.sid : "";
}

/** next-auth's own codes are words in capitals; what else arrives was made up. */
function knownWord(code: string): string {
  return /^[A-Z0-9_]{1,64}$/.test(code) ? code : "(unknown)";
}
