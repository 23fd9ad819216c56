/** Bytes of many small texts in a few large pieces outside of the heap, those for a table side by side. */
export interface CopyBytes {
  /** Keeps a text and returns its bytes, which stay where they are until they are freed. */
  readonly append: (table: CopiedTable, text: string) => Buffer;
  /** Frees them all at once: nothing that {@link append} returned can be read or sent any more. */
  readonly free: () => void;
}

const copiedTables = ["rows", "lines", "links"] as const;
export type CopiedTable = (typeof copiedTables)[number];

const firstPieceBytes = 16 * 1024;
const pieceBytes = 128 * 1024;
/** The most that UTF-8 makes of one UTF-16 unit. */
const widest = 3;

/**
 * Pieces grow from 16 to 128 KiB for each table. {@link CopyBytes.free} must be called: the memory is
 * outside of the heap.
 */
export function createCopyBytes(): CopyBytes {
  const tables = { rows: createPieces(), lines: createPieces(), links: createPieces() };
  return {
    append: (table, text) => tables[table].append(text),
    free() {
      for (const table of copiedTables) tables[table].free();
    },
  };
}

interface Pieces {
  readonly append: (text: string) => Buffer;
  readonly free: () => void;
}

function createPieces(): Pieces {
  const pieces: ArrayBuffer[] = [];
  let piece = Buffer.alloc(0);
  let used = 0;
  return {
    append(text) {
      const most = text.length * widest;
      if (piece.length - used < most) {
        const usual = Math.min(pieceBytes, Math.max(firstPieceBytes, piece.length * 2));
        const memory = new ArrayBuffer(Math.max(usual, most));
        pieces.push(memory);
        piece = Buffer.from(memory);
        used = 0;
      }
      const start = used;
      used += piece.write(text, start);
      return piece.subarray(start, used);
    },
    free() {
      // See freeRows in lib/quickbooks/wire/parse-row.
      for (const memory of pieces) memory.transfer(0);
    },
  };
}
