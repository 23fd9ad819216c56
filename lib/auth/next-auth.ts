import imported, { type NextAuthOptions } from "next-auth";
import type { NextRequest } from "next/server";

/** next-auth's handler for a path of the App Router. */
export type NextAuthHandler = (
  request: NextRequest,
  context: { readonly params: Promise<{ nextauth: string[] }> },
  options: NextAuthOptions,
) => Promise<Response>;

/* next-auth is CommonJS with a `default` inside: bundlers unwrap it, Node does not. Its own types say
   `any` for what it answers. */
export const nextAuth = ("default" in imported ? imported.default : imported) as NextAuthHandler;
