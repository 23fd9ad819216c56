import { createHmac } from "node:crypto";
import type { WireObject } from "../company/company.ts";

export type AddMetadata = (row: WireObject) => object;

/** How long a temporary download address lives. */
const downloadSeconds = 900;

export function downloadSignature(realmId: string, id: string, expiresAt: number): string {
  return createHmac("sha256", "sandbox-downloads")
    .update(`${realmId}/${id}/${expiresAt}`)
    .digest("hex")
    .slice(0, 32);
}

/** The address from which an attachment's content can be fetched without a token until it expires. */
export function downloadAddress(origin: string, realmId: string, id: string, nowMs: number): string {
  const expiresAt = Math.floor(nowMs / 1000) + downloadSeconds;
  return `${origin}/attachments/${realmId}/${id}?expires=${expiresAt}&signature=${downloadSignature(realmId, id, expiresAt)}`;
}

/**
 * The few entities whose row is not sent as the books hold it. undefined for all others, whose pages can
 * then be joined from the books' own text.
 */
export function metadataFor(
  entity: string,
  origin: string,
  realmId: string,
  nowMs: number,
): AddMetadata | undefined {
  if (entity === "RecurringTransaction") {
    return (row) => {
      const { $wraps, ...inner } = row;
      return { [typeof $wraps === "string" ? $wraps : "Invoice"]: inner };
    };
  }
  if (entity === "ExchangeRate") {
    return (row) => {
      const { Id: _id, SyncToken: _token, ...shown } = row;
      return shown;
    };
  }
  if (entity === "Attachable") {
    return (row) => {
      if (row["FileName"] === undefined) return row;
      const { FileName, ...rest } = row;
      return {
        FileName,
        FileAccessUri: `/v3/company/${realmId}/download/${row.Id}`,
        TempDownloadUri: downloadAddress(origin, realmId, row.Id, nowMs),
        ...rest,
      };
    };
  }
  return undefined;
}
