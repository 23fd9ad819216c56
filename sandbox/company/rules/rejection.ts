import type { BooksFault } from "../company.ts";

/** Thrown inside the write rules and caught by the writer: nothing has been changed when it is. */
export class Rejection extends Error {
  readonly fault: BooksFault;

  constructor(fault: BooksFault) {
    super(fault.errors[0]?.Detail ?? "Refused");
    this.name = "Refusal";
    this.fault = fault;
  }
}

export function reject(fault: BooksFault): never {
  throw new Rejection(fault);
}
