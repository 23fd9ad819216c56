import { config } from "../config/config.ts";
import { systemClock, type Clock } from "../core/clock.ts";
import type { CompanyId } from "../core/ids.ts";
import { isAppError } from "../core/app-error.ts";
import { asSystem } from "../db/scope.ts";
import type { CallObserver, QuickBooksClient } from "../quickbooks/client.ts";
import { createClient } from "../quickbooks/create-client.ts";
import type { Pacer } from "../quickbooks/pacing.ts";
import { accessTokenFor, accessTokenSource } from "./access-token.ts";
import type { ConnectionState } from "./connection-state.ts";
import { getConnection, openRealm } from "./get-connection.ts";
import { noteSubscriptionActive, noteSubscriptionLapsed } from "./subscription.ts";

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
  return watchingSubscription(client, company, connection.state);
}

/** What calls are answered is the only sign that a subscription has ended or come back. */
function watchingSubscription(
  client: QuickBooksClient,
  company: CompanyId,
  state: ConnectionState,
): QuickBooksClient {
  let lapsed = state === "subscription_lapsed";
  return {
    call: async (request) => {
      try {
        const reply = await client.call(request);
        if (lapsed) await noteSubscriptionActive(company);
        lapsed = false;
        return reply;
      } catch (thrown) {
        if (isAppError(thrown, "quickbooks.subscription_lapsed") && !lapsed) {
          lapsed = true;
          await noteSubscriptionLapsed(company, thrown.faultCode ?? null);
        }
        throw thrown;
      }
    },
  };
}
