import { describe, expect, it } from "vitest";

import { AppError } from "#lib/core/app-error.ts";
import type { ErrorCode } from "#lib/core/failures.ts";
import { readReply } from "#lib/quickbooks/answers/read-reply.ts";
import { recordedExchanges } from "#tests/support/recorded.ts";

async function failureOf(status: number, body: string): Promise<AppError> {
  try {
    await readReply(new Response(body, { status, headers: { intuit_tid: "1-abc" } }));
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("the answer was taken for a success");
}

const secret = "Token expired: AB01601390262";
const capital = (code: string, detail = secret): string =>
  JSON.stringify({
    Fault: { Error: [{ Message: "m", Detail: detail, code, element: "" }], type: "ValidationFault" },
  });
const lower = (code: string): string =>
  JSON.stringify({
    fault: { error: [{ message: "m", detail: secret, code, element: null }], type: "SERVICE" },
    time: 1,
  });
const xml = (code: string): string =>
  `<?xml version="1.0"?><IntuitResponse time="x" xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE">` +
  `<Error code="${code}"><Message>ThrottleExceeded</Message><Detail>${secret}</Detail></Error></Fault></IntuitResponse>`;

const cases: readonly (readonly [number, string, ErrorCode, string | undefined])[] = [
  [400, capital("5010"), "quickbooks.rejected", "5010"],
  [400, capital("610"), "quickbooks.not_found", "610"],
  [400, capital("5030"), "quickbooks.not_offered", "5030"],
  [
    400,
    capital("4001", "QueryValidationError: invalid context declaration: X"),
    "quickbooks.not_offered",
    "4001",
  ],
  [400, capital("4001", "QueryValidationError: property X is not queryable"), "quickbooks.rejected", "4001"],
  [400, capital("6190"), "quickbooks.subscription_lapsed", "6190"],
  [400, capital("003200"), "quickbooks.unauthorized", "3200"],
  [200, capital("10000"), "quickbooks.failed", "10000"],
  [200, capital("98765"), "quickbooks.rejected", "98765"],
  [500, capital("10000"), "quickbooks.failed", "10000"],
  [401, lower("3200"), "quickbooks.unauthorized", "3200"],
  [403, lower("3100"), "quickbooks.forbidden", "3100"],
  [429, lower("3001"), "quickbooks.throttled", "3001"],
  [429, xml("3001"), "quickbooks.throttled", "3001"],
  // In earlier years throttling came as 403.
  [403, xml("3001"), "quickbooks.throttled", "3001"],
  [429, "", "quickbooks.throttled", undefined],
  [503, "<html>Service unavailable</html>", "quickbooks.unavailable", undefined],
  [502, "", "quickbooks.unavailable", undefined],
  [504, "upstream timed out", "quickbooks.timeout", undefined],
  [500, "{}", "quickbooks.failed", undefined],
  [404, "<html></html>", "quickbooks.not_found", undefined],
  [401, "", "quickbooks.unauthorized", undefined],
  [200, "<html>We are updating QuickBooks</html>", "quickbooks.malformed", undefined],
  [200, '{"QueryResponse":{"Invoice":[{"Id":"1"', "quickbooks.malformed", undefined],
  [200, "", "quickbooks.malformed", undefined],
  [200, "[]", "quickbooks.malformed", undefined],
  [400, '{"Fault":{}}', "quickbooks.rejected", undefined],
  [400, '{"Fault":{"Error":[{"code":{}}]}}', "quickbooks.rejected", undefined],
];

describe("an answer that is a failure", () => {
  it.each(cases)("with status %i and body %s is %s", async (status, body, code, faultCode) => {
    const failure = await failureOf(status, body);
    expect(failure).toMatchObject({ code, faultCode, httpStatus: status, intuitTid: "1-abc" });
  });

  it("says nothing of what Intuit wrote about customers and tokens", async () => {
    for (const [status, body] of cases) {
      const failure = await failureOf(status, body);
      expect(failure.message).not.toContain(secret);
    }
  });
});

describe("the answers that were recorded", () => {
  const meanings: readonly (readonly [string, ErrorCode | null])[] = [
    ["401.yml", "quickbooks.unauthorized"],
    ["500.yml", "quickbooks.rejected"],
    ["validation.yml", "quickbooks.rejected"],
    ["400_json.yml", "quickbooks.rejected"],
  ];
  it.each(meanings)("in %s are failures by the table", async (file, code) => {
    for (const { status, body } of recordedExchanges().filter((exchange) =>
      exchange.file.endsWith(`error/${file}`),
    )) {
      expect((await failureOf(status, body)).code).toBe(code);
    }
  });

  it("with status 200 are read, with their time", async () => {
    for (const exchange of recordedExchanges()) {
      if (exchange.status !== 200 || exchange.body.includes('"Fault":{"Error"')) continue;
      if (!exchange.body.startsWith('{"')) continue;
      const reply = await readReply(new Response(exchange.body, { status: 200 }));
      if (exchange.body.includes('"time":"20')) expect(reply.time?.getUTCFullYear()).toBeGreaterThan(2015);
    }
  });
});
