// A firm with one of each thing that an address may name, and routes asked about them.

import { randomUUID } from "node:crypto";

import type { KeyActor } from "#lib/core/actor.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { isForMembers, type Access, type MemberAccess } from "#lib/http/access.ts";
import { callRoute, type RouteAnswer, type RouteCall } from "./call-route.ts";
import type { WalkedRoute } from "./declared-access.ts";
import { addMember, createCompany, createFirm, type Firm, type SignedInPerson } from "./people-of-a-firm.ts";

export interface FirmWithThings {
  readonly firm: Firm;
  readonly company: CompanyId;
  /** Ids of things of this firm, by the name of the segment that takes them. */
  readonly things: Readonly<Record<string, string>>;
}

export type MemberRoute = WalkedRoute & { readonly access: MemberAccess };

/** What a route must be sent to get as far as asking whose company it is. */
const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "POST /api/quickbooks/sync": { kind: "incremental" },
  "PATCH /api/people/[membershipId]": { disabled: true },
  "PATCH /api/alert-channels/[channelId]": { enabled: false },
};

export async function createFirmWithThings(): Promise<FirmWithThings> {
  const firm = await createFirm();
  const company = await createCompany(firm.id);
  const [syncId, alertId, channelId] = [randomUUID(), randomUUID(), randomUUID()];
  const colleague = await addMember(firm.id, "viewer");
  await asSystem(async (sql) => {
    await sql.query(
      `INSERT INTO quickbooks_syncs (id, organization_id, company_id, kind, trigger, state)
       VALUES ($1, $2, $3, 'full', 'person', 'succeeded')`,
      [syncId, firm.id, company],
    );
    await sql.query(
      `INSERT INTO alerts (id, organization_id, company_id, kind, message) VALUES ($1, $2, $3, 'stale', 'A test.')`,
      [alertId, firm.id, company],
    );
    await sql.query(
      `INSERT INTO alert_channels (id, organization_id, kind, name, address, created_by_membership_id)
       VALUES ($1, $2, 'email', 'A test', 'books@firm.example', $3)`,
      [channelId, firm.id, firm.people.owner.membershipId],
    );
  });
  return {
    firm,
    company,
    things: {
      companyId: company,
      syncId,
      alertId,
      channelId,
      membershipId: colleague.membershipId,
      sessionId: colleague.sessionId,
      recordType: "customer",
      sourceId: "1",
    },
  };
}

export function segmentsOf(path: string): readonly string[] {
  return [...path.matchAll(/\[(?:\.\.\.)?([^\]]+)\]/g)].map(([, name = ""]) => name);
}

export function memberRoutes(routes: readonly WalkedRoute[]): readonly MemberRoute[] {
  return routes.flatMap((route) =>
    route.access && isForMembers(route.access) ? [{ ...route, access: route.access }] : [],
  );
}

/** Asks a route about something of `of`, as `person` or as nobody. */
export async function askAbout(
  route: MemberRoute,
  of: FirmWithThings,
  person: SignedInPerson | null,
): Promise<RouteAnswer> {
  return callRoute(route.handler, route.method, { ...callAbout(route, of), cookie: person?.cookie });
}

/** The same for a program with a key, with more in the body. A route not made with `route` serves no key. */
export async function askAboutWithKey(
  route: WalkedRoute,
  of: FirmWithThings,
  key: KeyActor,
  more: Readonly<Record<string, unknown>> = {},
): Promise<RouteAnswer> {
  const { answerKey } = route;
  if (!answerKey) throw new Error(`${route.name} was not made with route()`);
  const call = callAbout(route, of, more);
  return callRoute((request, context) => answerKey(key, request, context), route.method, call);
}

function callAbout(
  route: WalkedRoute,
  of: FirmWithThings,
  more: Readonly<Record<string, unknown>> = {},
): RouteCall {
  const company = companyFrom(route.access);
  const query = company?.startsWith("query.") ? `?${company.slice(6)}=${of.company}` : "";
  const inBody = company?.startsWith("body.") ? { [company.slice(5)]: of.company } : {};
  return {
    path: `${route.path}${query}`,
    params: Object.fromEntries(segmentsOf(route.path).map((name) => [name, of.things[name] ?? ""])),
    ...(route.method === "GET" || route.method === "DELETE"
      ? {}
      : { body: { ...bodies[route.name], ...inBody, ...more } }),
  };
}

function companyFrom(access: Access | null): MemberAccess["company"] {
  return access && isForMembers(access) ? access.company : undefined;
}
