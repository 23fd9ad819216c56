import { notFound } from "next/navigation";

import { isAppError } from "#lib/core/app-error.ts";

/** For pages: what is not there shows app/not-found.tsx with a 404, instead of an error. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((thrown: unknown) => {
    if (isAppError(thrown, "request.not_found")) notFound();
    throw thrown;
  });
}
