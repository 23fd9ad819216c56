// What every page has in common: who may open it, and what happens to those who may not.

import { forbidden, notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { z } from "zod";

import { canSeeCompany } from "#lib/auth/people/company-access.ts";
import type { Account } from "#lib/auth/passwords/find-account.ts";
import { findCurrentAccount, findCurrentPerson } from "#lib/auth/sessions/find-current-person.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { isAppError } from "#lib/core/app-error.ts";
import { parseCompanyId, isUuid } from "#lib/core/ids.ts";
import { workFor } from "#lib/db/current-work.ts";
import {
  declareAccess,
  type AccountAccess,
  type DeclaresAccess,
  type MemberAccess,
  type PublicAccess,
} from "./access.ts";
import { databaseFailure } from "./database-failure.ts";
import { readPageInput, type PageContract, type RawInput } from "./page-input.ts";

interface AccountPageAccess extends AccountAccess {
  readonly path: string;
}

interface MemberPageAccess extends MemberAccess {
  /** Its own address, as "/companies/[companyId]": where to come back to after signing in. */
  readonly path: string;
  /** Pages carry their company in the path or the query. */
  readonly company?: `params.${string}` | `query.${string}`;
}

export type PageAccess = MemberPageAccess | AccountPageAccess | PublicAccess;

/** Where somebody answers invitations who is signed in and belongs to no firm. */
export const invitationsPath = "/invitations";

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface PageInput<A extends PageAccess, Contract extends PageContract> {
  readonly actor: A extends MemberAccess ? PersonActor : PersonActor | null;
  readonly account: A extends AccountAccess ? Account : null;
  readonly params: Parsed<Contract["params"]>;
  readonly query: Parsed<Contract["query"]>;
}

export interface PageProps {
  readonly params: Promise<RawInput>;
  readonly searchParams: Promise<RawInput>;
}

/**
 * `export default page({ roles: everyone, path: "/companies" }, {}, async ({ actor }) => <Companies />)`
 *
 * Signed out goes to the sign-in page and comes back; signed in to no firm goes to the invitations; a role that may not sees app/forbidden.tsx (403);
 * a company that the actor cannot see, or params that break the contract, app/not-found.tsx (404). A
 * query that breaks its contract, or that the page cannot use, is read as none: people edit addresses.
 */
export function page<const A extends PageAccess, Contract extends PageContract>(
  access: A,
  contract: Contract,
  render: (input: PageInput<A, Contract>) => Promise<ReactNode> | ReactNode,
): ((props: PageProps) => Promise<ReactNode>) & DeclaresAccess & { readonly contract: PageContract } {
  const answer = declareAccess(access, async (props: PageProps): Promise<ReactNode> => {
    const [rawParams, rawQuery, actor] = await Promise.all([
      props.params,
      props.searchParams,
      findCurrentPerson(),
    ]);
    // Pages of a firm only read; opening another may be a step of something.
    if (!("roles" in access)) workFor(actor?.userId);
    const account = "account" in access ? await admitAccount(access) : null;
    if ("roles" in access) await admit(access, actor, rawParams, rawQuery);
    const read = readPageInput(contract, rawParams, rawQuery);
    if (!read) notFound();
    /* Made to this very type part by part, which TypeScript cannot follow. */
    const show = async (query: unknown): Promise<ReactNode> =>
      render({ actor, account, params: read.params, query } as PageInput<A, Contract>);
    try {
      return await show(read.query);
    } catch (thrown) {
      if (!isRejectedInput(thrown)) throw thrown;
      // A cursor that is none, or a value that only PostgreSQL refused: as a query that breaks its contract.
      return show(contract.query?.parse({}));
    }
  });
  return Object.assign(answer, { contract });
}

async function admitAccount({ path }: AccountPageAccess): Promise<Account> {
  return (await findCurrentAccount()) ?? redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

function isRejectedInput(thrown: unknown): boolean {
  return isAppError(databaseFailure(thrown) ?? thrown, "request.invalid");
}

async function admit(
  access: MemberPageAccess,
  actor: PersonActor | null,
  params: RawInput,
  query: RawInput,
): Promise<void> {
  if (!actor && (await findCurrentAccount())) redirect(invitationsPath);
  if (!actor) redirect(`/sign-in?callbackUrl=${encodeURIComponent(fillPath(access.path, params))}`);
  if (!access.roles.includes(actor.role)) forbidden();
  if (!access.company) return;
  const [part, key] = access.company.split(".", 2);
  const id = (part === "params" ? params : query)[key ?? ""];
  if (typeof id !== "string" || !isUuid(id)) notFound();
  if (!(await canSeeCompany(actor, parseCompanyId(id)))) notFound();
}

/**
 * Puts params in place of `[name]` and `[...name]`, percent-encoded. One that is missing leaves an empty
 * segment.
 */
export function fillPath(path: string, params: RawInput): string {
  return path.replace(/\[(?:\.\.\.)?([^\]]+)\]/g, (_, name: string) => {
    const value = params[name];
    return (Array.isArray(value) ? value : [value ?? ""]).map(encoded).join("/");
  });
}

/** Half a surrogate pair has no encoding. */
function encoded(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}
