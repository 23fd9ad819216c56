// A firm with somebody in each role, signed in as a browser would be: with next-auth's own cookie over a
// session that is stored.

import { randomUUID } from "node:crypto";

import { encode } from "next-auth/jwt";

import { findPerson } from "#lib/auth/sessions/find-person.ts";
import { hashPassword } from "#lib/auth/passwords/password.ts";
import { roles, type Role } from "#lib/core/role.ts";
import { openSession } from "#lib/auth/sessions/sessions.ts";
import { sessionCookieName } from "#lib/auth/sessions/session-token.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { config } from "#lib/config/config.ts";
import {
  parseCompanyId,
  parseOrganizationId,
  parseUserId,
  type CompanyId,
  type OrganizationId,
  type SessionId,
  type UserId,
} from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";

export const everyonesPassword = "correct horse battery staple";

export interface SignedInPerson {
  readonly role: Role;
  readonly userId: UserId;
  readonly membershipId: string;
  readonly email: string;
  readonly sessionId: SessionId;
  /** For a Cookie header. */
  readonly cookie: string;
  actor(): Promise<PersonActor>;
}

export interface Firm {
  readonly id: OrganizationId;
  readonly people: Readonly<Record<Role, SignedInPerson>>;
}

let passwordHash: Promise<string> | undefined;

export async function createFirm(name = "A firm"): Promise<Firm> {
  const id = parseOrganizationId(randomUUID());
  await asSystem((sql) => sql.query("INSERT INTO organizations (id, name) VALUES ($1, $2)", [id, name]));
  const people = await Promise.all(roles.map(async (role) => [role, await addMember(id, role)] as const));
  /* Made from the list of all roles, which Object.fromEntries forgets. */
  return { id, people: Object.fromEntries(people) as Record<Role, SignedInPerson> };
}

export async function addMember(firm: OrganizationId, role: Role): Promise<SignedInPerson> {
  const user = parseUserId(randomUUID());
  const membershipId = randomUUID();
  const email = `${role}-${user.slice(0, 8)}@firm.example`;
  passwordHash ??= hashPassword(everyonesPassword);
  const hash = await passwordHash;
  const session = await asSystem(async (sql) => {
    await sql.query("INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)", [
      user,
      email,
      `The ${role}`,
      hash,
    ]);
    await sql.query("INSERT INTO memberships (id, organization_id, user_id, role) VALUES ($1, $2, $3, $4)", [
      membershipId,
      firm,
      user,
      role,
    ]);
    return openSession(sql, { userId: user, organizationId: firm, userAgent: "a test" });
  });
  return {
    role,
    userId: user,
    membershipId,
    email,
    sessionId: session,
    cookie: await cookieFor(user, session),
    actor: async () => {
      const actor = await findPerson(session);
      if (!actor) throw new Error(`the ${role}'s session is over`);
      return actor;
    },
  };
}

export async function cookieFor(user: UserId, session: SessionId): Promise<string> {
  const token = await encode({ token: { sub: user, sid: session }, secret: config().nextAuthSecret });
  return `${sessionCookieName()}=${token}`;
}

export async function createCompany(
  firm: OrganizationId,
  assignedTo: readonly SignedInPerson[] = [],
): Promise<CompanyId> {
  const id = parseCompanyId(randomUUID());
  await asSystem(async (sql) => {
    await sql.query("INSERT INTO companies (id, organization_id, name) VALUES ($1, $2, 'A client')", [
      id,
      firm,
    ]);
    for (const person of assignedTo) {
      await sql.query(
        "INSERT INTO company_access (organization_id, membership_id, company_id) VALUES ($1, $2, $3)",
        [firm, person.membershipId, id],
      );
    }
  });
  return id;
}
