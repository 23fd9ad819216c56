import type { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";

export interface InvalidField {
  /** "body.companyId", "query.limit" */
  readonly at: string;
  readonly message: string;
}

/** A request that breaks its contract, naming each field that does. What was sent is not repeated. */
export class InvalidInput extends AppError {
  readonly invalid: readonly InvalidField[];

  constructor(invalid: readonly InvalidField[]) {
    super("request.invalid");
    this.invalid = invalid;
  }
}

/** @throws InvalidInput */
export function parseInput<Schema extends z.ZodType>(
  part: "params" | "query" | "body",
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map((issue) => ({
      at: [part, ...issue.path].join("."),
      message: issue.message,
    })),
  );
}
