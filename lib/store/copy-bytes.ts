/** Bytes of many small texts in a few large pieces outside of the heap. */
export interface CopyBytes {
  /** Keeps a text and returns its bytes, which stay where they are. */
  readonly append: (text: string) => Buffer;
}

const pieceBytes = 512 * 1024;
/** The most that UTF-8 makes of one UTF-16 unit. */
const widest = 3;

export function createCopyBytes(): CopyBytes {
  let piece = Buffer.alloc(0);
  let used = 0;
  return {
    append(text) {
      const most = text.length * widest;
      if (piece.length - used < most) {
        piece = Buffer.allocUnsafeSlow(Math.max(pieceBytes, most));
        used = 0;
      }
      const start = used;
      used += piece.write(text, start);
      return piece.subarray(start, used);
    },
  };
}
