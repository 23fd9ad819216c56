/** A pattern of LIKE that finds the text itself: what a person types is no wildcard. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
