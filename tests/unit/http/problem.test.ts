import { describe, expect, test } from "vitest";
import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { failures, type ErrorCode } from "#lib/core/failures.ts";
import { InvalidInput, parseInput } from "#lib/http/invalid-input.ts";
import { fillPath } from "#lib/http/page.ts";
import { toProblem } from "#lib/http/problem.ts";
import { readBody } from "#lib/http/read-body.ts";
import { splitCompanyFrom } from "#lib/http/access.ts";

describe("a problem", () => {
  test("carries status and sentence of its code, for every code", () => {
    for (const code of Object.keys(failures) as ErrorCode[]) {
      const problem = toProblem(new AppError(code));
      expect(problem).toMatchObject({ status: failures[code].status, detail: failures[code].message, code });
    }
  });

  test("carries Intuit's id of the exchange", () => {
    const failure = new AppError("quickbooks.failed", "for the log", { intuitTid: "1-abc" });
    expect(toProblem(failure)).toMatchObject({
      intuit_tid: "1-abc",
      detail: failures["quickbooks.failed"].message,
    });
  });

  test("tells nothing of what broke inside", () => {
    const told = JSON.stringify(toProblem(new Error("password=hunter2 at /srv/app")));
    expect(told).not.toContain("hunter2");
    expect(toProblem(new Error("x"))).toMatchObject({ code: "internal", status: 500 });
  });

  test("of a database that is away is 503, so that callers come again", () => {
    const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(toProblem(away)).toMatchObject({ code: "database.unavailable", status: 503 });
  });

  test("names each input that is wrong, without repeating it", () => {
    try {
      parseInput("body", z.object({ a: z.string(), b: z.int() }), { a: 1, b: "secret" });
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(InvalidInput);
      const problem = toProblem(thrown);
      expect(problem.invalid?.map((field) => field.at)).toEqual(["body.a", "body.b"]);
      expect(JSON.stringify(problem)).not.toContain("secret");
    }
  });
});

test("a body is cut off as soon as it is too long, whatever its header says", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const request = new Request("http://localhost/", {
    method: "POST",
    body: endless,
    duplex: "half",
    headers: { "content-length": "10" },
  } as RequestInit);
  await expect(readBody(request, 5000)).rejects.toMatchObject({ code: "request.too_large" });
  expect(sent).toBeLessThan(20_000);
});

test("a page's own address is filled with what was asked for", () => {
  expect(fillPath("/companies/[companyId]/records/[...rest]", { companyId: "a b", rest: ["x", "y/z"] })).toBe(
    "/companies/a%20b/records/x/y%2Fz",
  );
});

test("a declaration says where the company's id stands", () => {
  expect(splitCompanyFrom("params.companyId")).toEqual(["params", "companyId"]);
});
