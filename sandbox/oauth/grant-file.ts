import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Grant, GrantStore } from "./grant-store.ts";

const keptGrant = z.object({
  realmId: z.string().optional(),
  email: z.string(),
  scopes: z.array(z.string()),
  consentedAtMs: z.number(),
  refreshToken: z.string(),
  refreshIssuedAtMs: z.number(),
  retired: z.array(z.tuple([z.string(), z.number()])),
  revokedAtMs: z.number().optional(),
});

/** Changes within this time are written together. */
const batchMs = 50;

/**
 * Keeps connections in a file, so that an app that was connected before a restart still is. Access tokens
 * are not kept: the app refreshes. Returns what writes the last change at the end.
 */
export function keepGrants(store: GrantStore, path: string): () => void {
  if (existsSync(path)) {
    const kept = z.array(keptGrant).parse(JSON.parse(readFileSync(path, "utf8")));
    for (const grant of kept) store.restore(revive(grant));
  }
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    const grants = [...store.all].map((grant) => ({ ...grant, retired: [...grant.retired] }));
    writeFileSync(`${path}.new`, JSON.stringify(grants), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  store.onChange = () => {
    timer ??= setTimeout(write, batchMs);
  };
  return () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    write();
  };
}

function revive(kept: z.infer<typeof keptGrant>): Grant {
  const { retired, realmId, revokedAtMs, ...rest } = kept;
  return { ...rest, realmId, revokedAtMs, retired: new Map(retired), isRefreshing: false };
}
