import { randomUUID } from "node:crypto";

import { parseOrganizationId, type OrganizationId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import { linkPurposeFor } from "../passwords/request-password-link.ts";
import { makeAccountLink, type MadeLink } from "../passwords/make-account-link.ts";

export interface NewFirm {
  readonly name: string;
  readonly owner: { readonly name: string; readonly email: string };
}

export interface CreatedFirm {
  readonly organizationId: OrganizationId;
  /** For the first owner. Null when their mailbox has an account, which they sign in to and accept with. */
  readonly link: MadeLink | null;
}

/** A firm, which its first owner is invited to as anybody else is. For the command line. */
export async function createFirm(firm: NewFirm): Promise<CreatedFirm> {
  const email = firm.owner.email.trim().toLowerCase();
  const id = parseOrganizationId(randomUUID());
  return asSystem(async (sql) => {
    await sql.query("INSERT INTO organizations (id, name) VALUES ($1, $2)", [id, firm.name]);
    const invitationId = randomUUID();
    await sql.query(
      `INSERT INTO membership_invitations (id, organization_id, email, name, role)
       VALUES ($1, $2, $3, $4, 'owner')`,
      [invitationId, id, email, firm.owner.name],
    );
    const purpose = await linkPurposeFor(sql, email);
    const link =
      purpose === "new_account" ? await makeAccountLink(sql, { email, purpose, invitationId }) : null;
    return { organizationId: id, link };
  });
}
