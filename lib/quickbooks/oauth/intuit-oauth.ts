// Sends requests of OAuth through the package intuit-oauth and hands back the plain answers.
//
// The package keeps its endpoints in statics of the whole process, sends a single-use code up to four
// times, waits without limit, and drops the HTTP status of what it throws. So the endpoints are set in
// the same tick in which the package reads them, its retries are off, each exchange is bounded, and the
// answer is noted as it passes, whatever the package then makes of it.

import OAuthClient from "intuit-oauth";

import { AppError } from "../../core/app-error.ts";
import { isWireRecord } from "../wire/wire-record.ts";
import type { Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";

OAuthClient.retryConfig = { ...OAuthClient.retryConfig, maxRetries: 0 };

/** An answer of one of Intuit's OAuth endpoints, not yet interpreted. */
export interface OAuthReply {
  readonly status: number;
  readonly intuitTid: string | null;
  /** Parsed JSON, or text where the answer was none. */
  readonly body: unknown;
}

const defaultTimeoutMs = 30_000;

class NotingOAuthClient extends OAuthClient {
  readonly #timeoutMs: number;
  reply: OAuthReply | undefined;
  failure: unknown;

  constructor(app: OAuthApp, endpoints: Endpoints) {
    super({
      environment: app.environment,
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      redirectUri: app.redirectUri,
      includeRefreshTokenHardExpiresIn: true,
      // The package's log holds the client's secret and the tokens.
      logging: false,
    });
    this.#timeoutMs = app.oauthTimeoutMs ?? defaultTimeoutMs;
    this.setAuthorizeURLs({
      authorizeEndpoint: endpoints.authorization,
      tokenEndpoint: endpoints.token,
      revokeEndpoint: endpoints.revocation,
      userInfoEndpoint: endpoints.userInfo,
    });
  }

  override async loadResponse(request: object): Promise<unknown> {
    try {
      const response: unknown = await super.loadResponse({
        ...request,
        signal: AbortSignal.timeout(this.#timeoutMs),
        maxRedirects: 0,
        validateStatus: () => true,
      });
      this.reply = readAnswer(response);
      return response;
    } catch (thrown) {
      this.failure = thrown;
      throw thrown;
    }
  }
}

/** @throws AppError `quickbooks.timeout` or `quickbooks.unavailable` when no answer came. */
export async function sendOAuth(
  app: OAuthApp,
  endpoints: Endpoints,
  send: (client: OAuthClient) => Promise<unknown>,
): Promise<OAuthReply> {
  const client = new NotingOAuthClient(app, endpoints);
  let outcome: unknown;
  try {
    outcome = await send(client);
  } catch (thrown) {
    outcome = thrown;
  }
  if (client.reply) return client.reply;
  throw noAnswer(client.failure ?? outcome);
}

export function authorizeUri(app: OAuthApp, endpoints: Endpoints, scope: string, state: string): string {
  return new NotingOAuthClient(app, endpoints).authorizeUri({ scope, state });
}

function readAnswer(response: unknown): OAuthReply | undefined {
  if (!isWireRecord(response) || typeof response["status"] !== "number") return undefined;
  const headers = response["headers"];
  const tid = isWireRecord(headers) ? headers["intuit_tid"] : undefined;
  return {
    status: response["status"],
    intuitTid: typeof tid === "string" ? tid : null,
    body: response["data"],
  };
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
