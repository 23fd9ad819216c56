// Random and mutated deliveries, headers and signatures at the webhook route: none is accepted without a
// valid signature, each that has one is stored and answered 200 whatever is in it, and memory stays flat.

import { createHmac, randomUUID } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { POST } from "#app/api/webhooks/quickbooks/route.ts";
import { demoSecrets } from "#lib/config/config.ts";
import { asSystem } from "#lib/db/scope.ts";
import { parseDelivery } from "#lib/quickbooks/events/parse-delivery.ts";
import { seededRandom } from "#sandbox/seeded-random.ts";
import { createConnectedCompany } from "#tests/support/connected-company.ts";
import { setTestEnvironment } from "#tests/support/environment.ts";
import type { Report, Run } from "../harness/run-named.ts";
import { startDrillDatabase } from "./drill-database.ts";

export interface FuzzOptions {
  readonly seed: number;
  readonly deliveries: number;
  readonly print: (line: string) => void;
}

export async function webhookFuzz(run: Run): Promise<Report> {
  const database = await startDrillDatabase();
  try {
    setTestEnvironment({ databaseUrl: database.urls.application });
    return await fuzzWebhooks({
      seed: run.argument("seed", Date.now() % 1_000_000),
      deliveries: run.argument("deliveries", 100_000),
      print: run.print,
    });
  } finally {
    await database.stop();
  }
}

const atOnce = 16;
/** Measured after each share of the deliveries. */
const shares = 10;

/** In a process whose environment names a database of its own. */
export async function fuzzWebhooks({ seed, deliveries, print }: FuzzOptions): Promise<Report> {
  print(`seed ${seed}`);
  const random = seededRandom(seed);
  const realms = await Promise.all(
    Array.from({ length: 5 }, async () => (await createConnectedCompany()).realmId),
  );
  const fuzzer = new Fuzzer(random, realms);
  const statuses: Record<string, number> = {};
  const complaints: string[] = [];
  const heaps: number[] = [];
  let acceptedUnsigned = 0;
  let signedNotStored = 0;
  for (let done = 0; done < deliveries; done += atOnce) {
    const sent = Array.from({ length: Math.min(atOnce, deliveries - done) }, () => fuzzer.next());
    const answers = await Promise.all(sent.map((one) => POST(one.request)));
    for (const [index, answer] of answers.entries()) {
      const one = sent[index];
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 200 && !one?.isSigned) acceptedUnsigned += 1;
      const expected = one?.isSigned ? [200] : [401];
      if (!expected.includes(answer.status) && complaints.length < 5) {
        complaints.push(`${answer.status} for ${one?.what ?? ""}`);
      }
    }
    signedNotStored += await countNotStored(sent);
    if (Math.floor(done / (deliveries / shares)) > heaps.length) heaps.push(await usedMegabytes());
  }
  for (const complaint of complaints) print(complaint);
  const [first = 0] = heaps.slice(1);
  const grown = heaps.length > 2 ? Math.max(...heaps.slice(2)) - first : 0;
  const serverErrors = Object.entries(statuses).reduce(
    (sum, [status, count]) => sum + (Number(status) >= 500 ? count : 0),
    0,
  );
  const stored = await asSystem((sql) => sql.query("SELECT FROM quickbooks_webhook_events"));
  return {
    passed:
      acceptedUnsigned === 0 &&
      signedNotStored === 0 &&
      serverErrors === 0 &&
      complaints.length === 0 &&
      grown < 16,
    figures: {
      seed,
      deliveries,
      acceptedUnsigned,
      serverErrors,
      accepted: statuses["200"] ?? 0,
      rejectedSignature: statuses["401"] ?? 0,
      signedNotStored,
      eventsStored: stored.rowCount ?? 0,
      heapGrownMegabytes: Math.round(grown * 10) / 10,
    },
  };
}

/** Signed deliveries that left nothing behind, or not all of it. */
async function countNotStored(sent: readonly FuzzedDelivery[]): Promise<number> {
  const signed = sent.filter(({ isSigned }) => isSigned);
  const ids = signed.map(({ body }) => {
    const { events, unreadable } = parseDelivery(body);
    return [...events, ...unreadable].map(({ eventId }) => eventId);
  });
  const { rows } = await asSystem((sql) =>
    sql.query<{ event_id: string }>(
      "SELECT event_id FROM quickbooks_webhook_events WHERE event_id = ANY ($1)",
      [ids.flat()],
    ),
  );
  const stored = new Set(rows.map((row) => row.event_id));
  return ids.filter((each) => each.length === 0 || !each.every((id) => stored.has(id))).length;
}

setFlagsFromString("--expose-gc");
/* V8's own collector, under the name that the flag gives it. */
const collectGarbage = runInNewContext("gc") as () => void;

/** What is held for good, without what only waits to be collected. */
async function usedMegabytes(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

interface FuzzedDelivery {
  readonly request: Request;
  readonly body: Buffer;
  readonly isSigned: boolean;
  readonly what: string;
}

class Fuzzer {
  readonly #random: () => number;
  readonly #realms: readonly string[];

  constructor(random: () => number, realms: readonly string[]) {
    this.#random = random;
    this.#realms = realms;
  }

  next(): FuzzedDelivery {
    const body = this.#body();
    const { signature, isSigned, what } = this.#signature(body);
    const headers = new Headers(this.#headers());
    if (signature !== null) headers.set("intuit-signature", signature);
    const request = new Request("http://localhost/api/webhooks/quickbooks", {
      method: "POST",
      headers,
      body,
    });
    return { request, body, isSigned, what: `${what}, ${body.length} bytes` };
  }

  #pick<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.#random() * from.length)] ?? from[0];
  }

  #body(): Buffer<ArrayBuffer> {
    const plain = Buffer.from(
      this.#pick([() => this.#cloudEvents(), () => this.#legacy(), () => this.#junk()])(),
    );
    return this.#random() < 0.5 ? plain : this.#mutated(plain);
  }

  #cloudEvents(): string {
    return JSON.stringify(
      Array.from({ length: Math.floor(this.#random() * 4) }, () =>
        this.#random() < 0.6 ? this.#goodEvent() : { ...this.#goodEvent(), ...this.#spoiltField() },
      ),
    );
  }

  #goodEvent(): object {
    return {
      specversion: "1.0",
      id: randomUUID(),
      type: "qbo.invoice.updated.v1",
      time: new Date().toISOString(),
      intuitentityid: String(Math.floor(this.#random() * 1_000)),
      intuitaccountid: this.#pick(["1", ...this.#realms]),
      data: {},
    };
  }

  #spoiltField(): object {
    return this.#pick<() => object>([
      () => ({ id: this.#pick<unknown>(["", 7, null, "x".repeat(500), "\u0000", "dup", "💥"]) }),
      () => ({
        type: this.#pick<unknown>(["qbo.x.y.v9", "invoice", {}, "qbo..v1", "qbo.customer.merged.v1"]),
      }),
      () => ({
        time: this.#pick<unknown>(["yesterday", "9999-99-99T99:99:99Z", 0, "2026-01-01T00:00:00.123456789Z"]),
      }),
      () => ({
        intuitentityid: this.#pick<unknown>(["-1", "", "9".repeat(80), null, "a'; DROP TABLE x; --"]),
      }),
      () => ({ intuitaccountid: this.#pick<unknown>(["abc", "", 12, "9".repeat(25), "0".repeat(20)]) }),
      () => ({ data: this.#pick<unknown>([null, { deletedid: "27" }, [], { deletedid: {} }, "text"]) }),
    ])();
  }

  #legacy(): string {
    return JSON.stringify({
      eventNotifications: this.#pick<unknown>([
        [],
        null,
        [
          {
            realmId: this.#pick(["1", ...this.#realms]),
            dataChangeEvent: this.#pick<unknown>([
              null,
              {},
              { entities: [] },
              { entities: [this.#legacyEntity()] },
              { entities: "many" },
            ]),
          },
        ],
        [7, "x", []],
      ]),
    });
  }

  #legacyEntity(): object {
    return {
      name: this.#pick<unknown>(["Customer", "", 1, "Nothing"]),
      id: this.#pick<unknown>(["1", 1, "", null]),
      operation: this.#pick<unknown>(["Create", "Explode", "Merge", null]),
      lastUpdated: this.#pick<unknown>(["2015-10-05T14:42:19-0700", "soon", null]),
      deletedId: this.#pick<unknown>(["27", undefined, 5]),
    };
  }

  #junk(): string {
    return this.#pick<() => string>([
      () => "",
      () => "null",
      () => "[".repeat(Math.floor(this.#random() * 5_000)),
      () => '{"__proto__":{"eventNotifications":[]}}',
      () => "\uFEFF[]",
      () => `[${'{"a":'.repeat(200)}1${"}".repeat(200)}]`,
      () => String.fromCharCode(...Array.from({ length: 64 }, () => Math.floor(this.#random() * 65_536))),
      () => JSON.stringify("x".repeat(Math.floor(this.#random() * 20_000))),
    ])();
  }

  #mutated(body: Buffer): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(body);
    if (bytes.length === 0) return bytes;
    const changes = 1 + Math.floor(this.#random() * 4);
    for (let change = 0; change < changes; change += 1) {
      bytes[Math.floor(this.#random() * bytes.length)] = Math.floor(this.#random() * 256);
    }
    return this.#random() < 0.2 ? bytes.subarray(0, Math.floor(this.#random() * bytes.length)) : bytes;
  }

  #signature(body: Buffer): { signature: string | null; isSigned: boolean; what: string } {
    const right = createHmac("sha256", demoSecrets.webhookVerifierToken).update(body).digest("base64");
    const wrong: readonly [string, () => string | null][] = [
      ["no signature", () => null],
      ["empty", () => ""],
      ["another key", () => createHmac("sha256", "guess").update(body).digest("base64")],
      ["hex", () => Buffer.from(right, "base64").toString("hex")],
      ["cut", () => right.slice(0, -1)],
      ["longer", () => `${right}A`],
      ["one letter", () => (right.startsWith("A") ? "B" : "A") + right.slice(1)],
      ["base64url", () => right.replaceAll("+", "-").replaceAll("/", "_").replace("=", "")],
      ["twice", () => `${right}, ${right}`],
      ["junk", () => "=".repeat(Math.floor(this.#random() * 100))],
    ];
    if (this.#random() < 0.5) return { signature: right, isSigned: true, what: "signed" };
    const [what, make] = wrong[Math.floor(this.#random() * wrong.length)] ?? ["no signature", () => null];
    return { signature: make(), isSigned: false, what };
  }

  #headers(): Record<string, string> {
    return {
      "content-type": this.#pick([
        "application/json",
        "application/cloudevents+json",
        "text/plain",
        "x",
        "application/json; charset=utf-16",
      ]),
      ...(this.#random() < 0.2 ? { "content-length": "5", "content-encoding": "gzip" } : {}),
      ...(this.#random() < 0.2
        ? { "intuit-t-id": "x".repeat(4_000), cookie: "next-auth.session-token=junk" }
        : {}),
    };
  }
}
