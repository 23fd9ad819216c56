import { createHash } from "node:crypto";
import { pacificSeconds } from "../clock/pacific-time.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import type { WebhookEvent, WebhookOperation } from "./webhook-event.ts";

const legacyOperations = {
  created: "Create",
  updated: "Update",
  deleted: "Delete",
  merged: "Merge",
  voided: "Void",
  emailed: "Emailed",
} satisfies Record<WebhookOperation, string>;

/** The body of one request; its text is what is signed. */
export function webhookBody(
  events: readonly WebhookEvent[],
  clientId: string,
  switches: Readonly<SwitchValues>,
): string {
  return JSON.stringify(
    switches.webhookFormat === "legacy" ? legacyBody(events) : cloudEvents(events, clientId, switches),
  );
}

function cloudEvents(
  events: readonly WebhookEvent[],
  clientId: string,
  switches: Readonly<SwitchValues>,
): readonly object[] {
  const source = `intuit.${createHash("sha256").update(clientId).digest("base64")}`;
  return events.map((event) => {
    const hasData = event.deletedId !== undefined || !switches.webhookOmitsEmptyData;
    return {
      specversion: "1.0",
      id: event.id,
      source,
      type: `qbo.${event.entity.toLowerCase()}.${event.operation === "voided" ? switches.webhookVoidWord : event.operation}.v1`,
      ...(hasData ? { datacontenttype: "application/json" } : {}),
      time: fineTime(event, switches.webhookTimeDigits),
      intuitentityid: event.entityId,
      intuitaccountid: event.realmId,
      ...(hasData ? { data: event.deletedId === undefined ? {} : { deletedid: event.deletedId } } : {}),
    };
  });
}

/** UTC with so many digits after the second; those below the millisecond come from the id, since the clock has none. */
function fineTime({ atMs, id }: WebhookEvent, digits: number): string {
  const [seconds = "", milliseconds = ""] = new Date(atMs).toISOString().slice(0, -1).split(".");
  const finer = String(Number.parseInt(id.slice(0, 6), 16) % 1_000_000).padStart(6, "0");
  const fraction = `${milliseconds}${finer}`.slice(0, Math.min(9, digits));
  return `${seconds}${fraction === "" ? "" : `.${fraction}`}Z`;
}

function legacyBody(events: readonly WebhookEvent[]): object {
  const byRealm = Map.groupBy(events, (event) => event.realmId);
  const eventNotifications = [...byRealm].map(([realmId, own]) => ({
    realmId,
    dataChangeEvent: {
      entities: own.map((event) => ({
        name: event.entity,
        id: event.entityId,
        operation: legacyOperations[event.operation],
        lastUpdated: compactOffset(pacificSeconds(event.atMs)),
        ...(event.deletedId === undefined ? {} : { deletedId: event.deletedId }),
      })),
    },
  }));
  return { eventNotifications };
}

/** `2015-10-05T14:42:19-0700`: notifications write the offset without its colon. */
export function compactOffset(time: string): string {
  return time.replace(/:(\d\d)$/, "$1");
}
