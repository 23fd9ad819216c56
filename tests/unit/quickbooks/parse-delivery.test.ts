import { createHmac } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { startSignatureCheck } from "#lib/quickbooks/events/verify-signature.ts";
import {
  parseDelivery as parseBytes,
  type Delivery,
  type WebhookEvent,
} from "#lib/quickbooks/events/parse-delivery.ts";
import { webhookSamples } from "#tests/support/recorded.ts";

const sign = (body: string, token: string): string =>
  createHmac("sha256", token).update(body).digest("base64");

function isSignedByIntuit(body: Uint8Array, signature: string | null, tokens: readonly string[]): boolean {
  const check = startSignatureCheck(signature, tokens);
  // As a body arrives: in pieces.
  check.update(body.subarray(0, 7));
  check.update(body.subarray(7));
  return check.isSigned();
}

const parseDelivery = (body: string): Delivery => parseBytes(Buffer.from(body));

function eventsOf(delivery: Delivery): readonly WebhookEvent[] {
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
      expect(read?.occurredAt?.toISOString().slice(0, 19)).toBe("2026-09-10T21:31:25");
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
    ["qbo.change-order.created.v1", null, "created"],
    ["intuit.subscription.changed.v1", null, "other"],
    ["com.example.created", null, "other"],
    ["qbo.invoice.pondered.v2", "invoice", "other"],
    ["qbo.invoice.constructor.v2", "invoice", "other"],
  ])("of type %s is of %s, %s", (type, recordType, operation) => {
    const [read] = eventsOf(parseDelivery(JSON.stringify([cloudEvent({ type })])));
    expect(read).toMatchObject({ recordType, operation });
  });

  it("that names no company does not take the others with it", () => {
    const delivery = parseDelivery(JSON.stringify([cloudEvent(), 7, cloudEvent({ intuitaccountid: "x" })]));
    expect(eventsOf(delivery)).toHaveLength(1);
    expect(delivery).toMatchObject({
      unreadable: [{ why: "an event is not an object" }, { why: "an event names no company" }],
    });
  });

  it.each([
    ["no id", { id: undefined }],
    ["an empty id", { id: "" }],
    ["an id with NUL", { id: "a\u0000b" }],
    ["an id that is too long", { id: "x".repeat(256) }],
    ["an id with half a character", { id: "\ud800" }],
  ])("with %s has an id of its content: again the same, else another", (_what, members) => {
    const ids = [{}, {}, { intuitentityid: "5" }].map(
      (more) => eventsOf(parseDelivery(JSON.stringify([cloudEvent({ ...members, ...more })])))[0]?.eventId,
    );
    expect(ids[0]).toMatch(/^content-[0-9a-f]{40}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each([
    [{ type: undefined }, { entityName: null, recordType: null, operation: "other" }],
    [{ type: 7 }, { entityName: "7", recordType: null, operation: "other" }],
    [{ type: "qbo.in\u0000voice.created.v1" }, { entityName: null }],
    [{ time: "yesterday" }, { occurredAt: null, sourceId: "1234" }],
    [{ time: "0000-01-01T00:00:00Z" }, { occurredAt: null }],
    [{ time: 1786900000000 }, { occurredAt: null }],
    [{ intuitentityid: undefined }, { sourceId: null, recordType: "customer" }],
    [{ intuitentityid: 5 }, { sourceId: "5" }],
    [{ intuitentityid: "9".repeat(80) }, { sourceId: null }],
    [{ id: 7 }, { eventId: "7" }],
    [{ data: [] }, { deletedId: null }],
    [{ data: { deletedId: 27 } }, { deletedId: "27" }],
    [{ intuitaccountid: undefined, realmId: "310687" }, { realmId: "310687" }],
    [{ intuitaccountid: undefined, IntuitAccountId: " 310687 " }, { realmId: "310687" }],
  ])("that names a company is read, odd as the rest may be: %j", (members, expected) => {
    expect(eventsOf(parseDelivery(JSON.stringify([cloudEvent(members)])))).toMatchObject([
      { realmId: "310687", ...expected },
    ]);
  });

  it("keeps all digits of a company's id that is written as a number", () => {
    const body = JSON.stringify([cloudEvent({ intuitaccountid: "4620816369680489771" })]);
    const [read] = eventsOf(parseDelivery(body.replace('"4620816369680489771"', "4620816369680489771")));
    expect(read?.realmId).toBe("4620816369680489771");
  });

  it.each([
    ["no entities", { realmId: "7" }],
    ["null", { realmId: "7", dataChangeEvent: null }],
    ["an empty list", { realmId: "7", dataChangeEvent: { entities: [] } }],
    ["text", { realmId: "7", dataChangeEvent: { entities: "many" } }],
    ["an entity that is none", { realmId: "7", dataChangeEvent: { entities: [null] } }],
    ["an entity of nothing", { realmId: 7, dataChangeEvent: { entities: [{}] } }],
  ])("of the older payload with %s still names its company", (_what, notification) => {
    const read = parseDelivery(JSON.stringify({ eventNotifications: [notification] }));
    expect(read).toMatchObject({ events: [{ realmId: "7", sourceId: null }], unreadable: [] });
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
    ["", "the body is empty"],
    ["null", "an event is not an object"],
    ["7", "an event is not an object"],
    ["{}", "an event names no company"],
    ["{", "the body is not JSON"],
    ["[]", "the delivery names no event"],
    ['"text"', "an event is not an object"],
    ['{"eventNotifications":{}}', "an event names no company"],
    ['{"eventNotifications":[]}', "the delivery names no event"],
    ['{"eventNotifications":[null]}', "a notification names no company"],
    ["[[]]", "an event is not an object"],
    [JSON.stringify([cloudEvent({ intuitaccountid: "1".repeat(21) })]), "an event names no company"],
    [JSON.stringify([cloudEvent({ intuitaccountid: "1\u0000" })]), "an event names no company"],
    [legacy({}, ""), "a notification names no company"],
  ])("that names no company is said to be unreadable, and why: %s", (body, why) => {
    expect(parseDelivery(body)).toMatchObject({ events: [], unreadable: [{ why }] });
    expect(parseDelivery(body).unreadable[0]?.eventId).toBe(parseDelivery(body).unreadable[0]?.eventId);
  });

  it("is read with a byte order mark, and as one event outside of a list", () => {
    const body = JSON.stringify(cloudEvent());
    expect(eventsOf(parseDelivery(`\uFEFF[${body}]`))).toHaveLength(1);
    expect(eventsOf(parseDelivery(body))).toHaveLength(1);
  });

  it("nested a million levels deep is unreadable, and is kept as it came", () => {
    const body = `[{"a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}]`;
    const { events, unreadable } = parseDelivery(body);
    expect(events).toEqual([]);
    expect(unreadable[0]?.text).toHaveLength(body.length);
  });

  it("never makes the parser throw and always leaves something to store, whatever is in it", () => {
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
        const { events, unreadable } = parseDelivery(body);
        expect(events.length + unreadable.length).toBeGreaterThan(0);
        const texts = events.flatMap((event) => [event.eventId, event.entityName, event.sourceId]);
        expect(texts.every((text) => text === null || (text.isWellFormed() && !text.includes("\0")))).toBe(
          true,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
