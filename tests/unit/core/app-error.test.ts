import { expect, test } from "vitest";

import { AppError, isAppError, toAppError } from "#lib/core/app-error.ts";
import { failures } from "#lib/core/failures.ts";

test("what a person reads never depends on the thrown value", () => {
  const secret = "refresh token AB11abcdef";
  const wrapped = toAppError(new TypeError(secret));
  expect(wrapped.code).toBe("internal");
  expect(wrapped.message).not.toContain("AB11");
  expect(wrapped.failure.message).not.toContain("AB11");
});

test("an AppError stays itself", () => {
  const thrown = new AppError("quickbooks.throttled", undefined, { intuitTid: "1-abc", httpStatus: 429 });
  expect(toAppError(thrown)).toBe(thrown);
  expect(isAppError(thrown, "quickbooks.throttled")).toBe(true);
  expect(isAppError(thrown, "quickbooks.failed")).toBe(false);
});

test.each(Object.entries(failures))("%s says a whole sentence and has an error status", (_code, failure) => {
  expect(failure.message).toMatch(/^[A-Z].*\.$/);
  expect(failure.status).toBeGreaterThanOrEqual(400);
});
