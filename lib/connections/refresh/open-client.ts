import { config } from "#lib/config/config.ts";
import { systemClock, type Clock } from "#lib/core/clock.ts";
import type { CompanyId } from "#lib/core/ids.ts";
import { asSystem } from "#lib/db/scope.ts";
import type { CallObserver, QuickBooksClient } from "#lib/quickbooks/client.ts";
import { createClient } from "#lib/quickbooks/create-client.ts";
import type { Pacer } from "#lib/quickbooks/pacing.ts";
import { accessTokenFor, accessTokenSource } from "./access-token.ts";
import { isCertainRejection, noteAnswered, storeRejection } from "../state/company-failure.ts";
import { connectionStates, type ConnectionState } from "#lib/books/connection-state.ts";
import { getConnection, openRealm } from "../state/get-connection.ts";

export interface ClientNeeds {
  readonly pacer: Pacer;
  readonly observe?: CallObserver | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A client of the company's QuickBooks. Its tokens are asked for at each call, so a client may be kept
 * for hours; once the connection ends, its next call says so.
 *
 * @throws AppError `connection.*` when there is no grant to work with.
 */
export async function openClient(company: CompanyId, needs: ClientNeeds): Promise<QuickBooksClient> {
  const clock = needs.clock ?? systemClock;
  await accessTokenFor(company, clock);
  const connection = await asSystem((sql) => getConnection(sql, company));
  const { apiBaseUrl, batchMetering, timeoutMs } = config().quickbooks;
  const client = createClient({
    apiBaseUrl,
    companyId: company,
    realmId: openRealm(connection),
    tokens: accessTokenSource(company, clock),
    pacer: needs.pacer,
    observe: needs.observe,
    batchMetering,
    timeoutMs,
  });
  return watchRejections(client, company, connection.state);
}

/** What calls are answered is the only sign that a company is refused, or is not any more. */
function watchRejections(
  client: QuickBooksClient,
  company: CompanyId,
  state: ConnectionState,
): QuickBooksClient {
  let rejected = connectionStates[state].probed;
  return {
    call: async (request) => {
      try {
        const reply = await client.call(request);
        if (rejected) await noteAnswered(company);
        rejected = false;
        return reply;
      } catch (thrown) {
        if (isCertainRejection(thrown) && !rejected) {
          rejected = true;
          await storeRejection(company, thrown);
        }
        throw thrown;
      }
    },
  };
}
