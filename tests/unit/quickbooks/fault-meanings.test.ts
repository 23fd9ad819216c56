import { describe, expect, it } from "vitest";

import { connectionStates } from "#lib/books/connection-state.ts";
import { describeCause } from "#lib/connections/state/describe-cause.ts";
import { AppError, isAppError } from "#lib/core/app-error.ts";
import { faultMeanings } from "#lib/quickbooks/faults/fault-meanings.ts";
import { readReply } from "#lib/quickbooks/answers/read-reply.ts";

// Intuit's page on error codes, and 7001 of its gateway.
const listed =
  `100 110 120 130 140 150 500 600 610 620 630 700 800 900 1000 1010 1020 1040 1050 2000 2010 2020 2030
  2040 2050 2060 2070 2080 2090 2100 2110 2120 2130 2140 2150 2160 2170 2190 2200 2210 2220 2230 2250 2260 2290 2300
  2500 2600 3000 3001 3100 3200 3202 4000 4001 4002 5000 5010 5020 5030 6000 6010 6030 6041 6070 6080 6090 6100 6140
  6150 6180 6190 6200 6210 6220 6240 6250 6270 6280 6400 6420 6430 6440 6450 6480 6520 6530 6540 6560 7001 10000 10100
  10200`.split(/\s+/);

async function failureOf(status: number, body: string): Promise<AppError> {
  try {
    await readReply(new Response(body, { status }));
  } catch (thrown) {
    if (isAppError(thrown)) return thrown;
    throw thrown;
  }
  throw new Error("the answer was taken for a success");
}

describe("the table of faults", () => {
  it("has a row for each of Intuit's codes and for no other", () => {
    expect(Object.keys(faultMeanings).sort()).toEqual(listed.sort());
  });

  it.each(["120", "130", "140", "3100", "3200", "6190", "7001"])(
    "moves the company's connection on %s, in words of its own",
    (code) => {
      const meaning = faultMeanings[code];
      const state = meaning === undefined ? undefined : new AppError(meaning).failure.connection;
      if (state === undefined) throw new Error("no state");
      expect(connectionStates[state].nextStepLabel).not.toBeNull();
      expect(describeCause(`code ${code}`)).toMatch(new RegExp(`code ${code}`));
    },
  );
});

const message =
  "message=Subscription for company has lapsed or Invalid destination URL is used; errorCode=007001; statusCode=400";

describe("a gateway fault is known by its code wherever that stands", () => {
  it.each<[string, number, string]>([
    [
      "with leading zeros",
      400,
      JSON.stringify({
        fault: { error: [{ message, code: "007001" }], type: "SERVICE" },
        time: 1786900000000,
      }),
    ],
    ["as a number", 400, JSON.stringify({ Fault: { Error: [{ Message: message, code: 7001 }] } })],
    ["in the message alone", 400, JSON.stringify({ fault: { error: [{ message, code: null }] } })],
    ["in the detail alone", 400, JSON.stringify({ fault: { error: [{ detail: message }] } })],
    ["at the fault itself", 400, JSON.stringify({ fault: { code: "7001", error: [] } })],
    [
      "of an error that is no list",
      400,
      JSON.stringify({ Fault: { Error: { Message: message, code: "" } } }),
    ],
    ["in the second error", 400, JSON.stringify({ fault: { error: [{}, { code: "7001" }] } })],
    ["of a list of faults", 400, JSON.stringify({ fault: [{ error: [{ code: "7001" }] }] })],
    ["inside of a 200", 200, JSON.stringify({ fault: { error: [{ message, code: "7001" }] } })],
    [
      "in XML as an attribute",
      400,
      `<IntuitResponse><Fault><Error code="007001"><Message>${message}</Message></Error></Fault></IntuitResponse>`,
    ],
    ["in XML as text", 400, `<q:fault xmlns:q="x"><message>${message}</message></q:fault>`],
    ["in XML as an element", 400, "<fault><error><code>7001</code></error></fault>"],
  ])("%s", async (_what, status, body) => {
    expect(await failureOf(status, body)).toMatchObject({
      code: "quickbooks.company_unavailable",
      faultCode: "7001",
    });
  });

  it.each<[number, string, string]>([
    [401, "<html><body>Unauthorized</body></html>", "quickbooks.unauthorized"],
    [403, "<html><body>Forbidden</body></html>", "quickbooks.forbidden"],
    [403, JSON.stringify({ fault: { error: [{ message: "x" }] } }), "quickbooks.forbidden"],
    [502, "<html><body>Bad gateway</body></html>", "quickbooks.unavailable"],
    [200, "<html><body>Maintenance</body></html>", "quickbooks.malformed"],
    [200, JSON.stringify({ Fault: {} }), "quickbooks.rejected"],
    [400, JSON.stringify({ Fault: { Error: [{ code: "6190" }] } }), "quickbooks.subscription_lapsed"],
    [
      401,
      JSON.stringify({ Fault: { Error: [{ code: "120", Detail: "-11014-You do not have access" }] } }),
      "quickbooks.forbidden",
    ],
  ])("and without one by the status: %i %s", async (status, body, code) => {
    expect((await failureOf(status, body)).code).toBe(code);
  });
});
