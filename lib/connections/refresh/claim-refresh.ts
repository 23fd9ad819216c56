import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { connectionStates } from "#lib/books/connection-state.ts";
import { findGrant, type Grant } from "./grant.ts";
import { moveConnection } from "../connect/move-connection.ts";

/** How much longer than Intuit's two possible answers a claim lasts: time to store the pair. */
export const claimSlackMs = 5_000;

/* After a timeout Intuit may still be at work on our request; a second one beside it would look like a
   replay. */
const coolDownMs = 5_000;

export type Claim =
  | { readonly kind: "claimed"; readonly grant: Grant; readonly answerMayBeLost: boolean }
  /** Another pair is stored already. */
  | { readonly kind: "moved_on"; readonly grant: Grant }
  /** Another process is asking Intuit. */
  | { readonly kind: "busy" }
  /** Needs a person; Intuit is not asked again. */
  | { readonly kind: "over" }
  | { readonly kind: "gone" };

/**
 * Takes the right to refresh `generation`, for as long as one exchange can take. Times are the
 * database's, so that processes with different clocks agree.
 */
export async function claimRefresh(
  company: CompanyId,
  generation: number,
  timeoutMs: number,
): Promise<Claim> {
  return asSystem(async (sql): Promise<Claim> => {
    const grant = await findGrant(sql, company, true);
    if (!grant) return { kind: "gone" };
    if (!connectionStates[grant.state].holdsGrant) return { kind: "over" };
    if (grant.generation !== generation) return { kind: "moved_on", grant };
    if (grant.claimed) return { kind: "busy" };
    await sql.query(
      `UPDATE quickbooks_tokens
          SET refresh_started_at = coalesce(refresh_started_at, clock_timestamp()),
              refresh_claimed_until = clock_timestamp() + make_interval(secs => $2)
        WHERE connection_id = $1 AND organization_id = $3`,
      [grant.connectionId, (timeoutMs + claimSlackMs) / 1000, grant.organizationId],
    );
    await moveConnection(sql, {
      organizationId: grant.organizationId,
      connectionId: grant.connectionId,
      event: "refresh_started",
      cause: null,
    });
    return { kind: "claimed", grant, answerMayBeLost: grant.refreshStartedAt !== null };
  });
}

export interface ReleaseOptions {
  readonly coolDown: boolean;
  /** `no` takes the note back: Intuit has said that it did nothing. */
  readonly intuitActed: "no" | "perhaps";
}

/** After an attempt without a new pair: the next one need not wait for the claim to lapse. */
export async function releaseClaim(grant: Grant, { coolDown, intuitActed }: ReleaseOptions): Promise<void> {
  await asSystem(async (sql) => {
    await sql.query(
      `UPDATE quickbooks_tokens
          SET refresh_claimed_until = clock_timestamp() + make_interval(secs => $3),
              refresh_started_at = CASE WHEN $4 THEN NULL ELSE refresh_started_at END
        WHERE connection_id = $1 AND generation = $2 AND organization_id = $5`,
      [
        grant.connectionId,
        grant.generation,
        coolDown ? coolDownMs / 1000 : 0,
        intuitActed === "no",
        grant.organizationId,
      ],
    );
    await moveConnection(sql, {
      organizationId: grant.organizationId,
      connectionId: grant.connectionId,
      event: "refresh_abandoned",
      cause: null,
    });
  });
}
