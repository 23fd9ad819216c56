// A document that was e-mailed: nothing leaves the sandbox, but the document says that it was sent, and to whom.

import type { WireObject } from "./company.ts";
import type { KnownEntity } from "./entity-traits.ts";
import { faults } from "./fault.ts";
import { reject } from "./rules/rejection.ts";
import type { CompanyState } from "./state.ts";
import { fieldsAt, refAt, textAt } from "./wire-fields.ts";
import { wireTime } from "./wire-time.ts";

export function sentDocument(
  state: CompanyState,
  entity: KnownEntity,
  before: WireObject,
  sendTo: string | undefined,
): Record<string, unknown> {
  const key = entity === "PurchaseOrder" ? "POEmail" : "BillEmail";
  const party = state.read(
    entity === "PurchaseOrder" ? "Vendor" : "Customer",
    refAt(before, entity === "PurchaseOrder" ? "VendorRef" : "CustomerRef") ?? "",
  );
  const address =
    sendTo ??
    textAt(fieldsAt(before, key) ?? {}, "Address") ??
    textAt(fieldsAt(party ?? {}, "PrimaryEmailAddr") ?? {}, "Address");
  if (address === undefined) reject(faults.emailMissing());
  if (!/^[^@\s]+@[^@\s]+$/.test(address)) reject(faults.invalidEmail(address));
  const sent = {
    EmailStatus: "EmailSent",
    [key]: { Address: address },
    DeliveryInfo: { DeliveryType: "Email", DeliveryTime: wireTime(state.nowMs()) },
  };
  // A payment shows no e-mail status.
  return entity === "Payment" ? { ...before } : { ...before, ...sent };
}
