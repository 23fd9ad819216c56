import { AppError } from "#lib/core/app-error.ts";
import { isWireRecord } from "../wire/wire-record.ts";
import type { Endpoints } from "./discovery.ts";
import type { NotingOAuthClient } from "./intuit-oauth.ts";
import type { OAuthApp } from "./oauth-app.ts";
import type { OAuthReply } from "./oauth-reply.ts";

/** @throws AppError `quickbooks.timeout` or `quickbooks.unavailable` when no answer came. */
export async function sendOAuth(
  app: OAuthApp,
  endpoints: Endpoints,
  send: (client: NotingOAuthClient) => Promise<unknown>,
): Promise<OAuthReply> {
  // Loaded when it is wanted: a worker needs it once an hour, and its 30 megabytes not at all until then.
  const { NotingOAuthClient: Client } = await import("./intuit-oauth.ts");
  const client = new Client(app, endpoints);
  let outcome: unknown;
  try {
    outcome = await send(client);
  } catch (thrown) {
    outcome = thrown;
  }
  if (client.reply) return client.reply;
  throw noAnswer(client.failure ?? outcome);
}

// The package's errors carry the request, and with it the secret and the tokens: only the name of what
// went wrong may become the cause.
function noAnswer(thrown: unknown): AppError {
  const code = isWireRecord(thrown) && typeof thrown["code"] === "string" ? thrown["code"] : "no answer";
  const timedOut = code === "ERR_CANCELED" || code === "ECONNABORTED" || code === "ETIMEDOUT";
  return new AppError(
    timedOut ? "quickbooks.timeout" : "quickbooks.unavailable",
    `Intuit's OAuth endpoint did not answer (${code})`,
  );
}
