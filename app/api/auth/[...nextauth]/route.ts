import { answerNextAuth } from "#lib/auth/sessions/next-auth.ts";
import { declareAccess } from "#lib/http/access.ts";
import { readNextAuthRequest } from "#lib/http/next-auth-request.ts";
import { problemResponse } from "#lib/http/problem.ts";

const access = {
  public: "Signing in and out. next-auth guards each of its forms with a token of its own.",
} as const;

interface Context {
  readonly params: Promise<{ readonly nextauth?: string | readonly string[] }>;
}

async function answer(request: Request, context: Context): Promise<Response> {
  try {
    return await answerNextAuth(await readNextAuthRequest(request, (await context.params).nextauth));
  } catch (thrown) {
    return problemResponse(thrown);
  }
}

export const GET = declareAccess(access, answer);
export const POST = declareAccess(access, answer);
