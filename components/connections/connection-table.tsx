import Link from "next/link";

import { connectionStates } from "#lib/books/connection-state.ts";
import type { ListedConnection } from "#lib/companies/list-connections.ts";
import { connectionTones } from "../companies/status-style.ts";
import { Blank } from "../ui/money.tsx";
import { ScrollTable } from "../ui/scroll-table.tsx";
import { Status } from "../ui/status.tsx";
import { Time, TimeLeft } from "../ui/time.tsx";
import { ConnectButton } from "./connect-button.tsx";
import { DisconnectButton } from "./disconnect-button.tsx";

export function ConnectionTable({ connections }: { readonly connections: readonly ListedConnection[] }) {
  return (
    <ScrollTable label="Connections">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">Company</th>
            <th scope="col" className="max-sm:hidden">
              {" "}
              Status{" "}
            </th>
            <th scope="col" className="max-lg:hidden">
              Consent given
            </th>
            <th scope="col" className="max-md:hidden">
              Access ends if unused
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {connections.map((connection) => (
            <ConnectionRow key={connection.companyId} connection={connection} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function ConnectionRow({ connection }: { readonly connection: ListedConnection }) {
  const { companyId, companyName, quickbooksName, consentedAt, connectedBy, since } = connection;
  const state = connection.state ?? "disconnected";
  const info = connectionStates[state];
  return (
    <tr>
      <th scope="row" className="min-w-44">
        <Link href={`/companies/${companyId}`} className="hover:underline">
          {companyName}
        </Link>
        {quickbooksName === null || quickbooksName === companyName ? null : (
          <span className="block text-[0.86rem] font-normal text-ink-faint">
            {quickbooksName} in QuickBooks
          </span>
        )}
        <Status
          className="flex! font-normal sm:hidden!"
          tone={connectionTones[state]}
          word={connection.state === null ? "Never connected" : info.label}
        />
      </th>
      <td className="max-sm:hidden">
        <Status
          tone={connectionTones[state]}
          word={connection.state === null ? "Never connected" : info.label}
        />
        {since === null ? null : (
          <span className="block text-[0.86rem] text-ink-faint">
            <Time at={since} />
          </span>
        )}
      </td>
      <td className="max-lg:hidden">
        {consentedAt === null ? (
          <Blank message="never" />
        ) : (
          <>
            <Time at={consentedAt} />
            {connectedBy === null ? null : (
              <span className="block text-[0.86rem] text-ink-faint">by {connectedBy}</span>
            )}
          </>
        )}
      </td>
      <td className="max-md:hidden">
        {info.holdsGrant ? <AccessEnds connection={connection} /> : <Blank message="no access" />}
      </td>
      <td className="text-right sm:whitespace-nowrap">
        {info.nextStep === "reconnect" ? (
          <ConnectButton companyId={companyId} size="small" label="Reconnect" testId="reconnect-quickbooks" />
        ) : null}
        {info.nextStep === "connect" ? (
          <ConnectButton
            companyId={companyId}
            size="small"
            variant="secondary"
            label="Connect"
            testId="connect-company"
          />
        ) : null}
        {state === "disconnected" ? null : (
          <DisconnectButton companyId={companyId} companyName={companyName} />
        )}
      </td>
    </tr>
  );
}

/** Two limits: unused for 100 days, and five years whatever happens. */
function AccessEnds({
  connection: { accessEndsAt, consentEndsAt },
}: {
  readonly connection: ListedConnection;
}) {
  return (
    <>
      {accessEndsAt === null ? <Blank message="not known" /> : <TimeLeft until={accessEndsAt} />}
      {consentEndsAt === null ? null : (
        <span className="block text-[0.86rem] text-ink-faint">
          consent: <TimeLeft until={consentEndsAt} />
        </span>
      )}
    </>
  );
}
