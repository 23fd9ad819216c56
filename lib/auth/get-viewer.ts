import { cache } from "react";

import { cookies } from "next/headers";

import { AppError } from "../core/app-error.ts";
import { findViewerOfCookies } from "./viewer-of-request.ts";
import type { Viewer } from "./viewer.ts";

/** Of the request that a server component is rendering. Asked once a render, however often it is called. */
export const findCurrentViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return findViewerOfCookies(Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])));
});

/**
 * For server components. Route handlers are given their viewer by lib/http's `route`, pages by `page`.
 *
 * @throws AppError `auth.required`.
 */
export async function getViewer(): Promise<Viewer> {
  const viewer = await findCurrentViewer();
  if (!viewer) throw new AppError("auth.required");
  return viewer;
}
