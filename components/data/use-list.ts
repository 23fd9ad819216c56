"use client";

import type { SWRConfiguration } from "swr";
import type { z } from "zod";

import type { ProblemError } from "./problem-error.ts";
import { useContract } from "./use-contract.ts";

export interface Initial<Data> {
  /** The endpoint's address with the filter that the server read it by. */
  readonly url: string;
  readonly data: Data;
}

export interface List<Data> {
  /** Undefined until the first answer. Of the filter before while `isRefreshing`. */
  readonly data: Data | undefined;
  readonly problem: ProblemError | undefined;
  readonly retry: () => void;
  readonly isRefreshing: boolean;
}

/** A list by the filter in its url, kept fresh; the server's own reading is the first. */
export function useList<Schema extends z.ZodType>(
  url: string,
  answer: Schema,
  initial: Initial<z.output<Schema>>,
  refreshInterval: SWRConfiguration<z.output<Schema>, ProblemError>["refreshInterval"] = 15_000,
): List<z.output<Schema>> {
  const isInitial = url === initial.url;
  const { data, error, isLoading, mutate } = useContract(url, answer, {
    refreshInterval,
    ...(isInitial ? { fallbackData: initial.data } : {}),
  });
  return { data, problem: error, retry: () => void mutate(), isRefreshing: isLoading && !isInitial };
}
