import { createHmac, randomUUID } from "node:crypto";

import { POST } from "#app/api/webhooks/quickbooks/route.ts";
import { config } from "#lib/config/config.ts";

export interface SentEvent {
  readonly id?: string;
  readonly realmId: string;
  readonly entity?: string;
  readonly operation?: string;
  readonly sourceId?: string;
  readonly time?: string;
}

export function cloudEvents(events: readonly SentEvent[]): string {
  return JSON.stringify(
    events.map((event) => ({
      specversion: "1.0",
      id: event.id ?? randomUUID(),
      source: "intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=",
      type: `qbo.${event.entity ?? "invoice"}.${event.operation ?? "updated"}.v1`,
      datacontenttype: "application/json",
      time: event.time ?? new Date().toISOString(),
      intuitentityid: event.sourceId ?? "145",
      intuitaccountid: event.realmId,
      data: {},
    })),
  );
}

export function sign(
  body: string | Buffer,
  verifierToken = config().quickbooks.webhookVerifierTokens[0] ?? "",
): string {
  return createHmac("sha256", verifierToken).update(body).digest("base64");
}

/** Delivers as Intuit does, to the route itself. */
export async function deliver(
  body: string | Buffer<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return POST(
    new Request("http://localhost:3000/api/webhooks/quickbooks", {
      method: "POST",
      body,
      headers: {
        "content-type": "application/cloudevents+json",
        "intuit-signature": sign(body),
        "user-agent": "intuit_notification_server/0.1",
        ...headers,
      },
    }),
  );
}
