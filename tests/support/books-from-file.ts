import { afterAll, afterEach, beforeAll } from "vitest";

import { setTestEnvironment } from "./environment.ts";
import { openBooks, type BooksWishes, type SandboxBooks } from "./sandbox-books.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/**
 * Called once in a test file, outside of its tests: the file gets a database of its own. Returns
 * {@link openBooks}, whose books are closed after each test.
 */
export function booksOfAFile(): (wishes?: BooksWishes) => Promise<SandboxBooks> {
  let database: TestDatabase;
  const opened: SandboxBooks[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    setTestEnvironment({ databaseUrl: database.url });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((books) => books.stop()));
  });
  afterAll(() => database.drop());
  return async (wishes) => {
    const books = await openBooks(wishes);
    opened.push(books);
    return books;
  };
}
