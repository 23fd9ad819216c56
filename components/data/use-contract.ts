"use client";

import useSWR, { type SWRConfiguration, type SWRResponse } from "swr";
import type { z } from "zod";

import { fetchJson } from "./fetch-json.ts";
import type { ProblemError } from "./problem-error.ts";

/** What an endpoint answers, kept fresh. Null for `url` asks nothing. */
export function useContract<Schema extends z.ZodType>(
  url: string | null,
  answer: Schema,
  options: SWRConfiguration<z.output<Schema>, ProblemError> = {},
): SWRResponse<z.output<Schema>, ProblemError> {
  return useSWR<z.output<Schema>, ProblemError>(url, (key: string) => fetchJson(key, answer), options);
}
