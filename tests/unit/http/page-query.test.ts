// A page whose query cannot be used is shown as without one.

import { expect, test } from "vitest";
import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { readPageInput } from "#lib/http/page-input.ts";

const contract = { query: z.object({ after: z.string().max(3).optional() }) };

test("a query that breaks its contract is read as none, params that break theirs as no page", () => {
  expect(readPageInput(contract, {}, { after: "x" })).toEqual({ params: undefined, query: { after: "x" } });
  expect(readPageInput(contract, {}, { after: "too long" })).toEqual({ params: undefined, query: {} });
  expect(readPageInput(contract, {}, { after: ["a", "b"] })).toEqual({ params: undefined, query: {} });
  const params = z.object({
    id: z.string().transform(() => {
      throw new AppError("request.invalid");
    }),
  });
  expect(readPageInput({ params }, { id: "x" }, {})).toBeNull();
  expect(readPageInput({ params }, {}, {})).toBeNull();
});
