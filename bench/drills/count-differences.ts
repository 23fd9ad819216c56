import { disagreements } from "#tests/support/sandbox-books.ts";
import type { DrillStack } from "./drill-stack.ts";

/** Records of all companies that are not as QuickBooks has them. */
export async function countDifferences(stack: DrillStack, print: (line: string) => void): Promise<number> {
  let count = 0;
  for (const books of stack.companies) {
    const found = await disagreements(books);
    count += found.length;
    for (const one of found.slice(0, 5)) print(`differs: ${JSON.stringify(one)}`);
  }
  return count;
}
