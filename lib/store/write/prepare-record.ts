// A mapped record in the form in which it goes to PostgreSQL. It is made as soon as an answer is there:
// the parsed objects are then garbage before they have outlived a single collection, and a page that
// waits for its turn is bytes outside of the heap instead of a hundred thousand objects in it.

import type { Lacking, LineRow, LinkRow, MappedRecord } from "#lib/mapping/mapped-record.ts";
import type { CopiedTable, CopyBytes } from "./copy-bytes.ts";
import { copyLine, copyText, readCopied } from "./copy-text.ts";
import { entityColumns, lineColumns, linkColumns, transactionColumns } from "./staged-columns.ts";

export interface PreparedRecord {
  readonly shape: "entity" | "transaction";
  readonly sourceId: string;
  readonly contentHash: string;
  readonly editHash: string;
  readonly sourceUpdatedAt: Date;
  readonly lacks: Lacking;
  /** COPY text of the row, of its lines and of its links. */
  readonly row: Buffer;
  readonly lines: Buffer;
  readonly lineCount: number;
  readonly links: Buffer;
  readonly linkCount: number;
}

const nothing = Buffer.alloc(0);

/** Its buffers are parts of `bytes`: they last until that is freed. */
export function prepareRecord(mapped: MappedRecord, bytes: CopyBytes): PreparedRecord {
  const { sourceId, contentHash, editHash, sourceUpdatedAt } = mapped.row;
  const { shape, lacks } = mapped;
  const known = { shape, sourceId, contentHash, editHash, sourceUpdatedAt, lacks };
  if (shape === "entity") {
    const row = bytes.append("rows", copyLine(mapped.row, entityColumns));
    const none = { lines: nothing, lineCount: 0, links: nothing, linkCount: 0 };
    return { ...known, row, ...none };
  }
  const { lines, links } = mapped;
  return {
    ...known,
    row: bytes.append("rows", copyLine(mapped.row, transactionColumns)),
    lines: appendOwned(bytes, "lines", sourceId, lines, lineColumns),
    lineCount: lines.length,
    links: appendOwned(bytes, "links", sourceId, links, linkColumns),
    linkCount: links.length,
  };
}

const sourceColumn = transactionColumns.findIndex((column) => column.name === "source");

/** Intuit's JSON, read back from the row. */
export function sourceOf({ row }: PreparedRecord): string {
  return readCopied(row.toString(), sourceColumn) ?? "null";
}

function appendOwned<Row extends LineRow | LinkRow>(
  bytes: CopyBytes,
  table: CopiedTable,
  sourceId: string,
  rows: readonly Row[],
  columns: Parameters<typeof copyLine<Row>>[1],
): Buffer {
  if (rows.length === 0) return nothing;
  const owner = copyText(sourceId);
  let text = "";
  for (const row of rows) text += `${owner}\t${copyLine(row, columns)}`;
  return bytes.append(table, text);
}
