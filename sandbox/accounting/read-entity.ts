import { booksFaults } from "./books-faults.ts";
import { envelopeReply, faultReply, type AccountingReply } from "./accounting-reply.ts";
import type { Call } from "./call.ts";
import { metadataFor } from "./add-metadata.ts";
import { envelopeKey } from "./entity-protocol.ts";

/** GET …/{entity}/{id}: inactive records too; a missing one is fault 610 with status 400, not 404. */
export function readEntity(entity: string, id: string, call: Call): AccountingReply {
  const { company, nowMs, exchange } = call;
  if (!company.offers(entity)) return faultReply(booksFaults.notOffered(entity), nowMs);
  const row = company.read(entity, id);
  if (row === undefined) {
    // Only made-up tax codes have an Id that is no number.
    return faultReply(/^\d{1,20}$/.test(id) ? booksFaults.notFound() : booksFaults.invalidId(id), nowMs);
  }
  const shown = metadataFor(entity, exchange.origin, company.realmId, nowMs)?.(row) ?? row;
  return envelopeReply(`"${envelopeKey(entity)}":${JSON.stringify(shown)}`, nowMs);
}
