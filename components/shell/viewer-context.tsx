"use client";

import { createContext, useContext, type ReactNode } from "react";

import type { Role } from "#lib/core/role.ts";
import type { Firm } from "#lib/contracts/me.ts";

/** What a screen may know of the person in front of it. */
export interface ScreenViewer {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly organizationName: string;
  /** All that they work for, the present one included. */
  readonly firms: readonly Firm[];
}

const ViewerContext = createContext<ScreenViewer | null>(null);

export function ViewerProvider({
  viewer,
  children,
}: {
  readonly viewer: ScreenViewer;
  readonly children: ReactNode;
}) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

export function useViewer(): ScreenViewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("This part of the screen is only for people who are signed in.");
  return viewer;
}
