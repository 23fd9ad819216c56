// Sends requests of OAuth through the package intuit-oauth and hands back the plain answers.
//
// The package keeps its endpoints in statics of the whole process, sends a single-use code up to four
// times, waits without limit, and drops the HTTP status of what it throws. So the endpoints are set in
// the same tick in which the package reads them, its retries are off, each exchange is bounded, and the
// answer is noted as it passes, whatever the package then makes of it.

import OAuthClient from "intuit-oauth";

import type { Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";
import { readAnswer, type OAuthReply } from "./oauth-reply.ts";

OAuthClient.retryConfig = { ...OAuthClient.retryConfig, maxRetries: 0 };

const defaultTimeoutMs = 30_000;

export class NotingOAuthClient extends OAuthClient {
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

/**
 * Intuit's consent page for these scopes (parted by spaces). Sends nothing.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export function authorizeUri(app: OAuthApp, endpoints: Endpoints, scope: string, state: string): string {
  return new NotingOAuthClient(app, endpoints).authorizeUri({ scope, state });
}
