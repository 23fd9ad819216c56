import type { Metadata } from "next";
import { z } from "zod";

import { ConnectButton } from "#components/connections/connect-button.tsx";
import { ConnectResult } from "#components/connections/connect-result.tsx";
import { ConnectionList } from "#components/connections/connection-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { everyone } from "#lib/core/role.ts";
import type { PersonActor } from "#lib/core/actor.ts";
import { isConnectOutcome } from "#lib/connections/connect/connect-outcome.ts";
import { textInput } from "#lib/contracts/inputs/text-input.ts";
import { parseCompanyId } from "#lib/core/ids.ts";
import { page } from "#lib/http/page.ts";
import { findCompanyName } from "#lib/companies/find-company-name.ts";
import { connectionsPageSize, listConnections } from "#lib/companies/list-connections.ts";

export const metadata: Metadata = { title: "QuickBooks connections" };

const query = z.object({
  search: textInput({ max: 200, trimmed: true }).default("").catch(""),
  page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
  /** From the callback: how a connection attempt ended, and about which company. */
  reason: textInput({ max: 60 }).optional().catch(undefined),
  company: z.uuid().optional().catch(undefined),
});

export default page(
  { roles: everyone, path: "/settings/integrations" },
  { query },
  async ({ actor, query: { search, page: at, reason, company } }) => {
    const list = await listConnections(actor, { search, page: at });
    return (
      <>
        <PageHeader
          title="QuickBooks connections"
          lead="The QuickBooks companies your firm can read, and how long each consent lasts."
          actions={<ConnectButton />}
        />
        {reason !== undefined && isConnectOutcome(reason) ? (
          <div className="mb-5">
            <ConnectResult outcome={reason} company={await findNamed(actor, company)} />
          </div>
        ) : null}
        <ConnectionList list={list} page={at} pageSize={connectionsPageSize} />
      </>
    );
  },
);

async function findNamed(
  actor: PersonActor,
  id: string | undefined,
): Promise<{ id: string; name: string } | null> {
  if (id === undefined) return null;
  const name = await findCompanyName(actor, parseCompanyId(id));
  return name === null ? null : { id, name };
}
