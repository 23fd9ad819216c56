import { cache } from "react";

import { cookies } from "next/headers";

import { findViewerOfCookies } from "./viewer-of-request.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Of the request that a server component is rendering. Asked once a render, however often it is called.
 * Route handlers and pages are given their viewer by lib/http.
 */
export const findCurrentViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return findViewerOfCookies(Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])));
});
