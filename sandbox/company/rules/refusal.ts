import type { BooksFault } from "../company.ts";

/** Thrown inside the write rules and caught by the writer: nothing has been changed when it is. */
export class Refusal extends Error {
  readonly fault: BooksFault;

  constructor(fault: BooksFault) {
    super(fault.errors[0]?.Detail ?? "Refused");
    this.name = "Refusal";
    this.fault = fault;
  }
}

export function refuse(fault: BooksFault): never {
  throw new Refusal(fault);
}
