// To which company the books of a realm belong. Asked before the code is exchanged, and again in the
// transaction that stores the connection. See docs/decisions/0010-a-refused-realm-is-never-exchanged.md.

import { companyVisibleSql } from "#lib/auth/visible-companies.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import type { CompanyId, ConnectionId, OrganizationId } from "#lib/core/ids.ts";
import type { Sql } from "#lib/db/scope.ts";
import { connectionStates, type ConnectionState } from "#lib/books/connection-state.ts";

/** Of another firm, whose grant has ended at Intuit: to be closed when the realm is connected here. */
export interface GivenUpConnection {
  readonly connectionId: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly companyId: CompanyId;
}

type Place =
  /** No company yet holds its books; `companyId` is one that has never been connected. */
  | { readonly kind: "new"; readonly companyId: CompanyId | null }
  | { readonly kind: "reconnect"; readonly companyId: CompanyId; readonly connectionId: ConnectionId };

interface Rejected {
  readonly kind: "rejected";
  readonly outcome: "already_connected" | "realm_taken_here" | "realm_taken_elsewhere" | "realm_differs";
}

export type PlaceForRealm = (Place & { readonly givenUp: readonly GivenUpConnection[] }) | Rejected;

interface Holder {
  readonly id: ConnectionId;
  readonly organization_id: OrganizationId;
  readonly company_id: CompanyId;
  readonly state: ConnectionState;
  readonly visible: boolean;
  readonly same_realm: boolean;
}

/** Over all firms, so in the system's scope. */
export async function findPlaceForRealm(
  sql: Sql,
  actor: PersonActor,
  wanted: { readonly companyId: CompanyId | null; readonly environment: string; readonly realmHash: string },
): Promise<PlaceForRealm> {
  const { rows } = await sql.query<Holder>(
    `SELECT c.id, c.organization_id, c.company_id, c.state,
            c.environment = $1 AND c.realm_id_hash = $2 AS same_realm,
            ${companyVisibleSql(actor, "c.company_id")} AS visible
       FROM quickbooks_connections c
      WHERE (c.environment = $1 AND c.realm_id_hash = $2) OR (c.company_id = $3 AND c.organization_id = $4)`,
    [wanted.environment, wanted.realmHash, wanted.companyId, actor.organizationId],
  );
  const holders = rows.filter((row) => row.same_realm);
  const elsewhere = (row: Holder): boolean => row.organization_id !== actor.organizationId;
  // A firm that holds no grant any more cannot keep the client from connecting with the firm of its choice.
  if (holders.some((row) => elsewhere(row) && connectionStates[row.state].holdsGrant)) {
    return { kind: "rejected", outcome: "realm_taken_elsewhere" };
  }
  const here = holders.find((row) => !elsewhere(row));
  const place = wanted.companyId ? placeInCompany(wanted.companyId, here, rows) : placeAnywhere(here);
  if (place.kind === "rejected") return place;
  const givenUp = holders
    .filter((row) => elsewhere(row) && row.state !== "disconnected")
    .map((row) => ({
      connectionId: row.id,
      organizationId: row.organization_id,
      companyId: row.company_id,
    }));
  return { ...place, givenUp };
}

function placeInCompany(
  company: CompanyId,
  here: Holder | undefined,
  rows: readonly Holder[],
): Place | Rejected {
  const own = rows.find((row) => row.company_id === company);
  // The books that are kept under this company came from another one: mixing them is never right.
  if (own && !own.same_realm) return { kind: "rejected", outcome: "realm_differs" };
  if (own) return { kind: "reconnect", companyId: company, connectionId: own.id };
  if (here) return { kind: "rejected", outcome: "realm_taken_here" };
  return { kind: "new", companyId: company };
}

/** Connecting "a company" that is known already goes on with its books instead of starting them twice. */
function placeAnywhere(here: Holder | undefined): Place | Rejected {
  if (!here) return { kind: "new", companyId: null };
  if (!here.visible) return { kind: "rejected", outcome: "realm_taken_here" };
  if (here.state === "connected" || here.state === "refreshing") {
    return { kind: "rejected", outcome: "already_connected" };
  }
  return { kind: "reconnect", companyId: here.company_id, connectionId: here.id };
}
