type RejectionCode = "4000" | "4001" | "5030";

/** A statement that QuickBooks refuses: 4000 not understood, 4001 not allowed, 5030 not offered to the company. */
export class QueryError extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, detail: string) {
    super(detail);
    this.name = "QueryError";
    this.code = code;
  }
}
