import { z } from "zod";

import { isRecordType, type RecordType } from "#lib/books/record-type.ts";

/** "invoice", "customer", …: as in lib/books/record-type. */
export const recordTypeName = z.custom<RecordType>(
  (value) => typeof value === "string" && isRecordType(value),
  "This is not a type of record.",
);
