// Text from outside, as every contract takes it: bounded, and nothing that PostgreSQL cannot hold.

import { z } from "zod";

export interface TextBounds {
  /** UTF-16 code units. */
  readonly max: number;
  readonly min?: number;
  /** Without the spaces around it; the bounds are of what is left. */
  readonly trimmed?: boolean;
}

/**
 * NUL has no place in PostgreSQL's text, and half a surrogate pair none in UTF-8: the driver would store
 * another character in its stead. Both are the sender's mistake, and told as one.
 */
export function textInput({ max, min = 0, trimmed = false }: TextBounds) {
  const text = trimmed ? z.string().trim() : z.string();
  return text.min(min).max(max).refine(isStorableText, "This holds a character that cannot be stored.");
}

/** False for text with a NUL or half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}
