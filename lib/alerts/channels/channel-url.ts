// A chat tool's webhook lets whoever knows its URL write there, so it is sealed like a token.

import type { OrganizationId } from "#lib/core/ids.ts";
import { open, seal } from "#lib/crypto/seal.ts";

/** Opens for this firm alone: a value that is copied into another firm's row does not. */
export function sealChannelUrl(url: string, owner: OrganizationId): string {
  return seal(url, { owner, field: "alert_channel_url" });
}

/** @throws AppError `secret.unreadable`. */
export function openChannelUrl(sealed: string, owner: OrganizationId): string {
  return open(sealed, { owner, field: "alert_channel_url" });
}
