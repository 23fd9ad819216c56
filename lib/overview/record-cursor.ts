import { z } from "zod";

import { AppError } from "../core/app-error.ts";

/** Where a page of records ends: the value it is sorted by, and the id that decides between equals. */
const cursor = z.tuple([z.string().nullable(), z.string()]);
export type RecordCursor = z.infer<typeof cursor>;

export function writeCursor(at: RecordCursor): string {
  return Buffer.from(JSON.stringify(at)).toString("base64url");
}

/** @throws AppError `request.invalid` */
export function readCursor(text: string): RecordCursor {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("request.invalid", "This page of the list is not known. Start from the first.", {
      cause,
    });
  }
}
