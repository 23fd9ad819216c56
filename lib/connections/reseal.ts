// Moves everything sealed to the first key of TOKEN_ENCRYPTION_KEYS, so that older ones can be taken
// out. Runs while the application does, and as often as one likes.

import type { CompanyId, OrganizationId } from "#lib/core/ids.ts";
import { isSealedWithFirstKey, open, seal, type SealContext } from "#lib/crypto/seal.ts";
import { asSystem, type Sql } from "#lib/db/scope.ts";
import { lookupKeyContext } from "./realm-lookup.ts";
import { webhookTextContext } from "./delivery-text.ts";

interface ResealCount {
  readonly seen: number;
  readonly resealed: number;
  /** Changed by somebody else in the meantime; the next round finds them as they are then. */
  readonly overtaken: number;
}

export type ResealReport = Readonly<
  Record<"tokens" | "realms" | "revocations" | "webhookTexts" | "channelUrls" | "lookupKeys", ResealCount>
>;

/**
 * Goes through all rows until none is left under an older key. A token pair that is refreshed meanwhile
 * is sealed with the first key by that very refresh, and is never overwritten with its older self: each
 * row is written only if it still holds what was read.
 *
 * @throws AppError `secret.unreadable` when a value does not open with any configured key.
 */
export async function reseal(): Promise<ResealReport> {
  return {
    tokens: await untilFinished(resealTokens),
    realms: await untilFinished(resealRealms),
    revocations: await untilFinished(resealRevocations),
    webhookTexts: await untilFinished(resealWebhookTexts),
    channelUrls: await untilFinished(resealChannelUrls),
    lookupKeys: await untilFinished(resealLookupKey),
  };
}

/* A row is overtaken at most once per refresh, which seals it with the first key: two rounds do. */
const mostRounds = 5;

async function untilFinished(round: () => Promise<ResealCount>): Promise<ResealCount> {
  let total: ResealCount = { seen: 0, resealed: 0, overtaken: 0 };
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const count = await round();
    total = {
      seen: Math.max(total.seen, count.seen),
      resealed: total.resealed + count.resealed,
      overtaken: count.overtaken,
    };
    if (count.overtaken === 0) break;
  }
  return total;
}

interface TokenRow {
  readonly connection_id: string;
  readonly company_id: CompanyId;
  readonly access: string;
  readonly refresh: string;
}

function resealTokens(): Promise<ResealCount> {
  return resealEach<TokenRow>(
    `SELECT connection_id, company_id, access_token_sealed AS access, refresh_token_sealed AS refresh
       FROM quickbooks_tokens`,
    (row) => [row.access, row.refresh],
    async (sql, row) => {
      const { company_id: owner } = row;
      // The generation stays: it belongs to the pair, not to the key. A refresh under way stores over
      // the generation that it claimed, and would lose its answer if we moved it.
      return sql.query(
        `UPDATE quickbooks_tokens SET access_token_sealed = $2, refresh_token_sealed = $3
          WHERE connection_id = $1 AND access_token_sealed = $4 AND refresh_token_sealed = $5`,
        [
          row.connection_id,
          again(row.access, { owner, field: "access_token" }),
          again(row.refresh, { owner, field: "refresh_token" }),
          row.access,
          row.refresh,
        ],
      );
    },
  );
}

function resealRealms(): Promise<ResealCount> {
  return resealEach<{ id: string; company_id: CompanyId; sealed: string }>(
    "SELECT id, company_id, realm_id_sealed AS sealed FROM quickbooks_connections",
    (row) => [row.sealed],
    (sql, row) =>
      sql.query(
        "UPDATE quickbooks_connections SET realm_id_sealed = $2 WHERE id = $1 AND realm_id_sealed = $3",
        [row.id, again(row.sealed, { owner: row.company_id, field: "realm_id" }), row.sealed],
      ),
  );
}

function resealRevocations(): Promise<ResealCount> {
  return resealEach<{ id: string; company_id: CompanyId; sealed: string }>(
    "SELECT id, company_id, refresh_token_sealed AS sealed FROM quickbooks_pending_revocations",
    (row) => [row.sealed],
    (sql, row) =>
      sql.query(
        `UPDATE quickbooks_pending_revocations SET refresh_token_sealed = $2
          WHERE id = $1 AND refresh_token_sealed = $3`,
        [row.id, again(row.sealed, { owner: row.company_id, field: "refresh_token" }), row.sealed],
      ),
  );
}

function resealWebhookTexts(): Promise<ResealCount> {
  return resealEach<{ event_id: string; sealed: string }>(
    `SELECT event_id, text_sealed AS sealed FROM quickbooks_webhook_events
      WHERE unreadable_reason IS NOT NULL AND text_sealed IS NOT NULL`,
    (row) => [row.sealed],
    (sql, row) =>
      sql.query(
        "UPDATE quickbooks_webhook_events SET text_sealed = $2 WHERE event_id = $1 AND text_sealed = $3",
        [row.event_id, again(row.sealed, webhookTextContext), row.sealed],
      ),
  );
}

function resealChannelUrls(): Promise<ResealCount> {
  return resealEach<{ id: string; organization_id: OrganizationId; sealed: string }>(
    "SELECT id, organization_id, url_sealed AS sealed FROM alert_channels WHERE url_sealed IS NOT NULL",
    (row) => [row.sealed],
    (sql, row) =>
      sql.query(
        "UPDATE alert_channels SET url_sealed = $2 WHERE id = $1 AND organization_id = $4 AND url_sealed = $3",
        [
          row.id,
          again(row.sealed, { owner: row.organization_id, field: "alert_channel_url" }),
          row.sealed,
          row.organization_id,
        ],
      ),
  );
}

/** The key itself stays: the hashes made with it find the realms as before. */
function resealLookupKey(): Promise<ResealCount> {
  return resealEach<{ sealed: string }>(
    "SELECT key_sealed AS sealed FROM quickbooks_lookup_keys",
    (row) => [row.sealed],
    (sql, row) =>
      sql.query("UPDATE quickbooks_lookup_keys SET key_sealed = $1 WHERE key_sealed = $2", [
        again(row.sealed, lookupKeyContext),
        row.sealed,
      ]),
  );
}

async function resealEach<Row extends object>(
  select: string,
  sealedIn: (row: Row) => readonly string[],
  write: (sql: Sql, row: Row) => Promise<{ readonly rowCount: number | null }>,
): Promise<ResealCount> {
  const { rows } = await asSystem((sql) => sql.query<Row>(select));
  const older = rows.filter((row) => !sealedIn(row).every((sealed) => isSealedWithFirstKey(sealed)));
  let resealed = 0;
  for (const row of older) {
    // One short transaction each: nobody waits for the rotation.
    const { rowCount } = await asSystem((sql) => write(sql, row));
    if (rowCount === 1) resealed += 1;
  }
  return { seen: rows.length, resealed, overtaken: older.length - resealed };
}

function again(sealed: string, context: SealContext): string {
  return isSealedWithFirstKey(sealed) ? sealed : seal(open(sealed, context), context);
}
