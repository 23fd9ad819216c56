import { createHmac } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isSignedByIntuit } from "../../../lib/quickbooks/verify-signature.ts";
import { parseDelivery, type Delivery, type WebhookEvent } from "../../../lib/quickbooks/webhook.ts";
import { webhookSamples } from "../../support/recorded.ts";

const sign = (body: string, token: string): string =>
  createHmac("sha256", token).update(body).digest("base64");

function eventsOf(delivery: Delivery): readonly WebhookEvent[] {
  if (delivery.kind !== "events") throw new Error(delivery.why);
  return delivery.events;
}

const cloudEvent = (members: Record<string, unknown> = {}): Record<string, unknown> => ({
  specversion: "1.0",
  id: "88cd52aa-33b6-4351-9aa4-47572edbd068",
  source: "intuit.dsn",
  type: "qbo.customer.merged.v1",
  time: "2026-09-10T21:31:25.179453Z",
  intuitentityid: "1234",
  intuitaccountid: "310687",
  data: { deletedid: "27" },
  ...members,
});

const legacy = (entity: Record<string, unknown> = {}, realmId: unknown = "1185883450"): string =>
  JSON.stringify({
    eventNotifications: [
      {
        realmId,
        dataChangeEvent: {
          entities: [
            {
              name: "Customer",
              id: "1",
              operation: "Merge",
              lastUpdated: "2015-10-05T14:42:19-0700",
              deletedId: "27",
              ...entity,
            },
          ],
        },
      },
    ],
  });

describe("a signature", () => {
  const body = Buffer.from('[{"x":"é"}]');
  const token = "verifier";
  const good = sign(body.toString(), token);

  it("is Intuit's when made of the raw body with any of our tokens", () => {
    expect(isSignedByIntuit(body, good, [token])).toBe(true);
    expect(isSignedByIntuit(body, good, ["new-token", token])).toBe(true);
  });

  it("is not Intuit's when anything differs", () => {
    expect(isSignedByIntuit(body, good, ["other"])).toBe(false);
    expect(isSignedByIntuit(body, good, [])).toBe(false);
    expect(isSignedByIntuit(Buffer.concat([body, Buffer.from(" ")]), good, [token])).toBe(false);
    for (const wrong of [
      null,
      "",
      "x",
      good.slice(0, -1),
      `${good}=`,
      ` ${good}`,
      good.toLowerCase(),
      `${good}\n`,
    ]) {
      expect(isSignedByIntuit(body, wrong, [token])).toBe(false);
    }
  });

  it("that Intuit's own test publishes is accepted", () => {
    for (const sample of webhookSamples()) {
      if (sample.verifierToken === null) continue;
      const raw = Buffer.from(sample.body);
      expect(isSignedByIntuit(raw, sample.signature, ["old-token", sample.verifierToken])).toBe(true);
    }
  });

  it("is never accepted by chance, whatever is sent", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, signature) => {
        expect(isSignedByIntuit(bytes, signature, [token])).toBe(false);
      }),
    );
  });
});

describe("an event", () => {
  it("is the same from either payload, but for its id", () => {
    const expected = {
      realmId: "310687",
      recordType: "customer",
      operation: "merged",
      sourceId: "1234",
      deletedId: "27",
      occurredAt: new Date("2026-09-10T21:31:25.179Z"),
    };
    const [modern] = eventsOf(parseDelivery(JSON.stringify([cloudEvent()])));
    expect(modern).toMatchObject({ ...expected, eventId: "88cd52aa-33b6-4351-9aa4-47572edbd068" });
    const old = legacy({ id: "1234", lastUpdated: "2026-09-10T21:31:25.179Z" }, "310687");
    expect(eventsOf(parseDelivery(old))[0]).toMatchObject(expected);
  });

  it("of the older payload has an id of its own content: again the same, else another", () => {
    const idOf = (body: string): string | undefined => eventsOf(parseDelivery(body))[0]?.eventId;
    expect(idOf(legacy())).toBe(idOf(legacy()));
    const others = [
      legacy({ id: "2" }),
      legacy({ operation: "Update" }),
      legacy({ name: "Vendor" }),
      legacy({}, "7"),
    ];
    const ids = new Set([legacy(), ...others].map(idOf));
    expect(ids.size).toBe(5);
  });

  it("may have any number of digits in its second, none included, and no data", () => {
    for (let digits = 0; digits <= 9; digits += 1) {
      const fraction = digits === 0 ? "" : `.${"123456789".slice(0, digits)}`;
      const event = cloudEvent({ time: `2026-09-10T21:31:25${fraction}Z`, data: undefined });
      const [read] = eventsOf(parseDelivery(JSON.stringify([event])));
      expect(read?.occurredAt.toISOString().slice(0, 19)).toBe("2026-09-10T21:31:25");
      expect(read?.deletedId).toBeNull();
    }
  });

  it.each([
    ["qbo.invoice.void.v1", "invoice", "voided"],
    ["qbo.invoice.voided.v1", "invoice", "voided"],
    ["qbo.billpayment.deleted.v1", "bill_payment", "deleted"],
    ["qbo.currency.created.v1", "company_currency", "created"],
    ["qbo.estimate.emailed.v1", "estimate", "emailed"],
    ["qbo.changeorder.updated.v1", null, "updated"],
    ["qbo.invoice.pondered.v2", "invoice", "other"],
    ["qbo.invoice.constructor.v2", "invoice", "other"],
  ])("of type %s is of %s, %s", (type, recordType, operation) => {
    const [read] = eventsOf(parseDelivery(JSON.stringify([cloudEvent({ type })])));
    expect(read).toMatchObject({ recordType, operation });
  });

  it("that cannot be read does not take the others with it", () => {
    const delivery = parseDelivery(JSON.stringify([cloudEvent(), 7, cloudEvent({ intuitaccountid: "x" })]));
    expect(eventsOf(delivery)).toHaveLength(1);
    expect(delivery).toMatchObject({
      unreadable: [{ index: 1 }, { index: 2, why: "the realm's id is not one" }],
    });
  });
});

describe("a delivery", () => {
  it("of each of Intuit's own samples is read", () => {
    for (const { body } of webhookSamples()) {
      // Intuit masks ids in its documentation.
      const delivery = parseDelivery(body.replaceAll("*", "1"));
      expect(eventsOf(delivery).length).toBeGreaterThan(0);
      expect(eventsOf(delivery).every(({ recordType }) => recordType !== null)).toBe(true);
    }
  });

  it("of many realms is read in order", () => {
    const events = ["1", "2", "3"].map((realm) => cloudEvent({ id: `e${realm}`, intuitaccountid: realm }));
    expect(eventsOf(parseDelivery(JSON.stringify(events))).map(({ realmId }) => realmId)).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  it.each([
    "",
    "null",
    "7",
    "{}",
    "{",
    '"text"',
    '{"eventNotifications":{}}',
    '{"eventNotifications":[null]}',
    '{"eventNotifications":[{"realmId":"1"}]}',
    '{"eventNotifications":[{"realmId":"1","dataChangeEvent":{"entities":[null]}}]}',
    "[[]]",
    JSON.stringify([cloudEvent({ id: "" })]),
    JSON.stringify([cloudEvent({ id: "a\u0000b" })]),
    JSON.stringify([cloudEvent({ id: "x".repeat(256) })]),
    JSON.stringify([cloudEvent({ id: "\ud800" })]),
    JSON.stringify([cloudEvent({ type: "com.example.created" })]),
    JSON.stringify([cloudEvent({ time: "yesterday" })]),
    JSON.stringify([cloudEvent({ time: "0000-01-01T00:00:00Z" })]),
    JSON.stringify([cloudEvent({ intuitentityid: 5 })]),
    JSON.stringify([cloudEvent({ intuitaccountid: "1".repeat(21) })]),
    legacy({ name: 1 }),
    legacy({}, 7),
  ])("that is nonsense is said to be: %s", (body) => {
    expect(parseDelivery(body).kind).toBe("nonsense");
  });

  it("never makes the parser throw, whatever is in it", () => {
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(
          fc.record({
            id: fc.anything(),
            type: fc.anything(),
            time: fc.anything(),
            intuitaccountid: fc.anything(),
          }),
        )
        .map((events) =>
          JSON.stringify(events, (_, value: unknown) => (typeof value === "bigint" ? 0 : value)),
        ),
      fc.dictionary(fc.string(), fc.jsonValue()).map((entity) => legacy(entity)),
    );
    fc.assert(
      fc.property(odd, (body) => {
        expect(["events", "nonsense"]).toContain(parseDelivery(body).kind);
      }),
      { numRuns: 1000 },
    );
  });
});
