// What every page has in common: who may open it, and what happens to those who may not.

import { forbidden, notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { z } from "zod";

import { canSeeCompany } from "../auth/company-access.ts";
import { findCurrentViewer } from "../auth/find-current-viewer.ts";
import type { Viewer } from "../auth/viewer.ts";
import { companyId, isUuid } from "../core/ids.ts";
import {
  declareAccess,
  isPublic,
  type DeclaresAccess,
  type MemberAccess,
  type PublicAccess,
} from "./access.ts";

interface MemberPageAccess extends MemberAccess {
  /** Its own address, as "/companies/[companyId]": where to come back to after signing in. */
  readonly path: string;
  /** Pages carry their company in the path or the query. */
  readonly company?: `params.${string}` | `query.${string}`;
}

export type PageAccess = MemberPageAccess | PublicAccess;

export interface PageContract {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface PageInput<A extends PageAccess, Contract extends PageContract> {
  readonly viewer: A extends PublicAccess ? Viewer | null : Viewer;
  readonly params: Parsed<Contract["params"]>;
  readonly query: Parsed<Contract["query"]>;
}

type Raw = Readonly<Record<string, string | string[] | undefined>>;

export interface PageProps {
  readonly params: Promise<Raw>;
  readonly searchParams: Promise<Raw>;
}

/**
 * `export default page({ roles: everyone, path: "/companies" }, {}, async ({ viewer }) => <Companies />)`
 *
 * Signed out goes to the sign-in page and comes back; a role that may not sees app/forbidden.tsx (403);
 * a company that the viewer cannot see, or params that break the contract, app/not-found.tsx (404). A
 * query that breaks its contract is read as none, since people edit addresses.
 */
export function page<const A extends PageAccess, Contract extends PageContract>(
  access: A,
  contract: Contract,
  render: (input: PageInput<A, Contract>) => Promise<ReactNode> | ReactNode,
): ((props: PageProps) => Promise<ReactNode>) & DeclaresAccess {
  return declareAccess(access, async (props: PageProps): Promise<ReactNode> => {
    const [rawParams, rawQuery, viewer] = await Promise.all([
      props.params,
      props.searchParams,
      findCurrentViewer(),
    ]);
    if (!isPublic(access)) await admit(access, viewer, rawParams, rawQuery);
    const params = contract.params?.safeParse(rawParams);
    if (params && !params.success) notFound();
    const asked = contract.query?.safeParse(rawQuery);
    const query = asked && !asked.success ? contract.query?.parse({}) : asked?.data;
    /* Made to this very type part by part, which TypeScript cannot follow. */
    return render({ viewer, params: params?.data, query } as PageInput<A, Contract>);
  });
}

async function admit(
  access: MemberPageAccess,
  viewer: Viewer | null,
  params: Raw,
  query: Raw,
): Promise<void> {
  if (!viewer) redirect(`/sign-in?callbackUrl=${encodeURIComponent(fillPath(access.path, params))}`);
  if (!access.roles.includes(viewer.role)) forbidden();
  if (!access.company) return;
  const [part, key] = access.company.split(".", 2);
  const id = (part === "params" ? params : query)[key ?? ""];
  if (typeof id !== "string" || !isUuid(id)) notFound();
  if (!(await canSeeCompany(viewer, companyId(id)))) notFound();
}

export function fillPath(path: string, params: Raw): string {
  return path.replace(/\[(?:\.\.\.)?([^\]]+)\]/g, (_, name: string) => {
    const value = params[name];
    return (Array.isArray(value) ? value : [value ?? ""]).map(encodeURIComponent).join("/");
  });
}
