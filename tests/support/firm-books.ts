import { randomUUID } from "node:crypto";

import type { PersonActor } from "#lib/core/actor.ts";
import type { RecordType } from "#lib/books/record-type.ts";
import {
  recordsQuery,
  type RecordDetail,
  type RecordList,
  type RecordsQuery,
} from "#lib/contracts/records.ts";
import { parseSourceId } from "#lib/core/ids.ts";
import { getRecord } from "#lib/records/get-record.ts";
import { listRecords } from "#lib/records/list-records.ts";
import { booksOfAFile } from "./books-from-file.ts";
import type { BooksWishes, SandboxBooks } from "./sandbox-books.ts";
import { seedFirm } from "./seed/seed-people.ts";

/** Books of a firm that has people, as its pages show them. */
export interface FirmBooks {
  readonly books: SandboxBooks;
  readonly owner: PersonActor;
  readonly list: (recordType: RecordType, query?: Partial<RecordsQuery>) => Promise<RecordList>;
  /** The Ids that a search finds. */
  readonly search: (recordType: RecordType, search: string) => Promise<readonly string[]>;
  readonly open: (recordType: RecordType, id: string) => Promise<RecordDetail>;
}

/** Called once in a test file, outside of its tests. The books that it opens have been read whole. */
export function firmBooksOfAFile(): (wishes?: BooksWishes) => Promise<FirmBooks> {
  const openBooks = booksOfAFile();
  return async (wishes = {}) => {
    const { people, organizationId } = await seedFirm("A firm", `${randomUUID()}.example`);
    const books = await openBooks({ ...wishes, organizationId });
    const { row } = await books.sync({ kind: "full" });
    if (row["state"] !== "succeeded") throw new Error(`the first sync ended as ${String(row["state"])}`);
    const { owner } = people;
    const { companyId } = books.ours;
    const list: FirmBooks["list"] = (recordType, query = {}) =>
      listRecords(owner, companyId, recordType, recordsQuery.parse(query));
    return {
      books,
      owner,
      list,
      search: async (recordType, search) =>
        (await list(recordType, { search })).records.map((record) => record.sourceId),
      open: (recordType, id) => getRecord(owner, companyId, recordType, parseSourceId(id)),
    };
  };
}
