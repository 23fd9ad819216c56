import { randomUUID } from "node:crypto";

import type { KeyActor, Permission } from "#lib/core/actor.ts";
import { parseApiKeyId, type CompanyId, type OrganizationId } from "#lib/core/ids.ts";

/** All that a key can be given. */
export const everyPermission = Object.keys({
  "companies:read": true,
  "records:read": true,
  "records:write": true,
  "syncs:read": true,
  "syncs:write": true,
} satisfies Record<Permission, true>) as readonly Permission[];

/** A program of the firm, as if its key had just been read. Without companies: it sees them all. */
export function keyOfFirm(
  organizationId: OrganizationId,
  companyIds: readonly CompanyId[] | null = null,
  permissions: readonly Permission[] = everyPermission,
): KeyActor {
  return {
    kind: "key",
    keyId: parseApiKeyId(randomUUID()),
    name: "A program",
    organizationId,
    organizationName: "A firm",
    permissions,
    companyIds,
  };
}
