import type { NextRequest } from "next/server";

import { authOptions } from "../../../../lib/auth/auth-options.ts";
import { nextAuth } from "../../../../lib/auth/next-auth.ts";
import { declareAccess } from "../../../../lib/http/access.ts";

const access = {
  public: "Signing in and out. next-auth guards each of its forms with a token of its own.",
} as const;

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

const answer = (request: NextRequest, context: Context): Promise<Response> =>
  nextAuth(request, context, authOptions());

export const GET = declareAccess(access, answer);
export const POST = declareAccess(access, answer);
