import { NextRequest } from "next/server";

import { authOptions } from "../../../../lib/auth/auth-options.ts";
import { nextAuth } from "../../../../lib/auth/next-auth.ts";
import { declareAccess } from "../../../../lib/http/access.ts";
import { problemResponse } from "../../../../lib/http/problem.ts";
import { readBody } from "../../../../lib/http/read-body.ts";

const access = {
  public: "Signing in and out. next-auth guards each of its forms with a token of its own.",
} as const;

/* E-mail, password and a token. */
const largestFormBytes = 8 * 1024;

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await nextAuth(await bounded(request), context, authOptions());
  } catch (thrown) {
    return problemResponse(thrown);
  }
}

/** next-auth reads a body whatever its size, from anybody. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readBody(request, largestFormBytes);
  return new NextRequest(request.url, {
    method: request.method,
    headers: request.headers,
    body: new Uint8Array(body),
  });
}

export const GET = declareAccess(access, answer);
export const POST = declareAccess(access, answer);
