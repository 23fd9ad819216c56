import { randomUUID } from "node:crypto";
import type { CompanyEvent } from "../company/company.ts";
import type { SwitchValues } from "../switches/switch-catalogue.ts";
import { factsOf } from "../accounting/entity-protocol.ts";

export type WebhookOperation = CompanyEvent["operation"];

/** One notification: what happened to which record, without its content. */
export interface WebhookEvent {
  readonly id: string;
  readonly realmId: string;
  /** Intuit's name for it in notifications; Currency for CompanyCurrency. */
  readonly entity: string;
  readonly entityId: string;
  readonly operation: WebhookOperation;
  /** The losing record of a merge. */
  readonly deletedId: string | undefined;
  readonly atMs: number;
}

const letters = {
  created: "C",
  updated: "U",
  deleted: "D",
  merged: "M",
  voided: "V",
  emailed: "E",
} satisfies Record<WebhookOperation, string>;

/** The notifications of a change: none for entities and operations that Intuit's table does not list, nor of one that QuickBooks keeps to itself. */
export function webhookEventsOf(
  event: CompanyEvent,
  switches: Readonly<SwitchValues>,
): readonly WebhookEvent[] {
  const { entity, operation, deletedId } = event;
  if (event.isSilent === true) return [];
  if (entity === "InventoryAdjustment" && !switches.webhookInventoryAdjustment) return [];
  const offered = factsOf(entity).webhooks ?? "";
  const operations: WebhookOperation[] = [operation];
  if (operation === "voided" && switches.webhookVoidAlsoUpdate) operations.push("updated");
  return operations
    .filter((each) => offered.includes(letters[each]))
    .map((each) => ({
      id: randomUUID(),
      realmId: event.realmId,
      entity: entity === "CompanyCurrency" ? "Currency" : entity,
      entityId: event.id,
      operation: each,
      deletedId: each === "merged" ? deletedId : undefined,
      atMs: event.atMs,
    }));
}
