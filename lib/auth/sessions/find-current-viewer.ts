import { cache } from "react";

import { cookies } from "next/headers";

import { readFor } from "#lib/db/current-work.ts";
import type { Account } from "../passwords/find-account.ts";
import { findAccountOfCookies, findViewerOfCookies } from "./viewer-of-request.ts";
import type { Viewer } from "../viewer.ts";

/**
 * Of the request that a server component is rendering. Asked once a render, however often it is called.
 * Route handlers and pages are given their viewer by lib/http.
 */
export const findCurrentViewer = cache(async (): Promise<Viewer | null> => {
  const viewer = await findViewerOfCookies(await cookiesOfRequest());
  // Layouts and what fills them read, too, and know of no page.
  readFor(viewer?.userId);
  return viewer;
});

/** As `findCurrentViewer`, also for somebody who is signed in to no firm. */
export const findCurrentAccount = cache(async (): Promise<Account | null> => {
  return findAccountOfCookies(await cookiesOfRequest());
});

async function cookiesOfRequest(): Promise<Record<string, string>> {
  const jar = await cookies();
  return Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value]));
}
