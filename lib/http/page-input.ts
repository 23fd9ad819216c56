// What a page is asked for, out of an address that anybody may have edited.

import type { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";

/** As Next hands them over: params still encoded, a name that is given twice as a list. */
export type RawInput = Readonly<Record<string, string | string[] | undefined>>;

export interface PageContract {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
}

export interface ReadPageInput {
  readonly params: unknown;
  readonly query: unknown;
}

/**
 * A query that breaks its contract is read as none. Null when the params break theirs: there is no such page.
 * Throws for no input whatever.
 */
export function readPageInput(
  contract: PageContract,
  rawParams: RawInput,
  rawQuery: RawInput,
): ReadPageInput | null {
  const params = parsed(contract.params, rawParams);
  if (params && !params.success) return null;
  const asked = parsed(contract.query, rawQuery);
  const query = asked && !asked.success ? contract.query?.parse({}) : asked?.data;
  return { params: params?.data, query };
}

function parsed(
  schema: z.ZodType | undefined,
  raw: RawInput,
): { readonly success: true; readonly data: unknown } | { readonly success: false } | undefined {
  try {
    return schema?.safeParse(raw);
  } catch (thrown) {
    // Ids of ours are checked by functions that throw.
    if (thrown instanceof AppError) return { success: false };
    throw thrown;
  }
}
