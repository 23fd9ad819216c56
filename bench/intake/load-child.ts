// Sends signed deliveries over so many connections for so long, and says how many were answered how fast.
// In a process of its own, for both sides alike.

import { createHmac, randomInt, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

import { z } from "zod";

import { inputFromParent, reportToParent } from "../harness/run-child.ts";

const loadInput = z.object({
  url: z.url(),
  connections: z.int(),
  forMs: z.int(),
  realmIds: z.array(z.string()).min(1),
  verifierToken: z.string(),
});
export type LoadInput = z.infer<typeof loadInput>;

export interface LoadOutput {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const input = loadInput.parse(inputFromParent());
const target = new URL(input.url);
const agent = new Agent({ keepAlive: true, maxSockets: input.connections });

/** One event, as the sandbox company's of Intuit come: what counts is the number of deliveries. */
function delivery(): string {
  return JSON.stringify([
    {
      specversion: "1.0",
      id: randomUUID(),
      source: "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
      type: "qbo.invoice.updated.v1",
      datacontenttype: "application/json",
      time: new Date().toISOString(),
      intuitentityid: String(randomInt(100_000)),
      intuitaccountid: input.realmIds[randomInt(input.realmIds.length)],
      data: {},
    },
  ]);
}

function post(): Promise<number> {
  const body = delivery();
  const signature = createHmac("sha256", input.verifierToken).update(body).digest("base64");
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/cloudevents+json",
          "content-length": Buffer.byteLength(body),
          "intuit-signature": signature,
          "user-agent": "intuit_notification_server/0.1",
        },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(performance.now() - startedAt);
          else reject(new Error(`${input.url} answered ${answer.statusCode ?? 0}`));
        });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const startedAt = performance.now();
const tookMs: number[] = [];
await Promise.all(
  Array.from({ length: input.connections }, async () => {
    while (performance.now() - startedAt < input.forMs) tookMs.push(await post());
  }),
);
const seconds = (performance.now() - startedAt) / 1_000;
tookMs.sort((left, right) => left - right);
const at = (share: number): number =>
  tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))] ?? 0;
reportToParent({ perSecond: tookMs.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) } satisfies LoadOutput);
agent.destroy();
