import type { z } from "zod";

import { ProblemError, problemOf } from "./problem-error.ts";

/** @throws ProblemError */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  answer: Schema,
): Promise<z.output<Schema>> {
  const response = await send(url, { headers: { Accept: "application/json" } });
  return answer.parse(await response.json());
}

/**
 * Sends a mutation. An answer without a body is fine where none is needed.
 *
 * @throws ProblemError
 */
export async function sendJson<Schema extends z.ZodType>(
  method: "POST" | "PATCH" | "PUT" | "DELETE",
  url: string,
  body: unknown,
  answer: Schema,
): Promise<z.output<Schema>> {
  const response = await send(url, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  const text = await response.text();
  return answer.parse(text === "" ? undefined : JSON.parse(text));
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch(() => {
    // The browser tells scripts no more than that it failed.
    throw new ProblemError(0, "offline", "Tieout cannot be reached. What you see may be out of date.");
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}
