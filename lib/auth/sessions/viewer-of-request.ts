import { findAccount, type Account } from "../passwords/find-account.ts";
import { findViewer } from "./find-viewer.ts";
import { parseCookies, sessionIdFrom } from "./session-token.ts";
import type { Viewer } from "../viewer.ts";

export async function findViewerOfRequest(request: Request): Promise<Viewer | null> {
  return findViewerOfCookies(parseCookies(request.headers.get("cookie")));
}

export async function findViewerOfCookies(jar: Readonly<Record<string, string>>): Promise<Viewer | null> {
  const session = await sessionIdFrom(jar);
  return session ? findViewer(session) : null;
}

export async function findAccountOfRequest(request: Request): Promise<Account | null> {
  return findAccountOfCookies(parseCookies(request.headers.get("cookie")));
}

export async function findAccountOfCookies(jar: Readonly<Record<string, string>>): Promise<Account | null> {
  const session = await sessionIdFrom(jar);
  return session ? findAccount(session) : null;
}
