import { toAppError, type AppError } from "#lib/core/app-error.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { Endpoints } from "#lib/quickbooks/oauth/discovery.ts";
import type { OAuthApp } from "#lib/quickbooks/oauth/oauth-app.ts";
import { interpretRefresh, sendRefresh } from "#lib/quickbooks/oauth/refresh-tokens.ts";
import type { OAuthReply } from "#lib/quickbooks/oauth/oauth-reply.ts";
import type { RejectedGrant, TokenPair } from "#lib/quickbooks/oauth/token-pair.ts";
import { openRefreshToken, type Grant } from "./grant.ts";

export type RefreshAnswer =
  | { readonly kind: "refreshed"; readonly tokens: TokenPair }
  | RejectedGrant
  /** Nothing came back: Intuit may have replaced the token all the same. */
  | { readonly kind: "no_answer"; readonly mayStillBeWorking: boolean; readonly failure: AppError }
  /** Intuit answered, but with no pair. */
  | { readonly kind: "failed"; readonly intuitActed: "no" | "perhaps"; readonly failure: AppError };

/** One request to the token endpoint, and how sure its outcome is. */
export async function askForNewPair(
  app: OAuthApp,
  endpoints: Endpoints,
  grant: Grant,
  clock: Clock,
): Promise<RefreshAnswer> {
  const refreshToken = openRefreshToken(grant.companyId, grant.refreshTokenSealed);
  const sentAt = clock.now();
  let reply: OAuthReply;
  try {
    reply = await sendRefresh(app, endpoints, refreshToken);
  } catch (thrown) {
    const failure = toAppError(thrown);
    return { kind: "no_answer", mayStillBeWorking: failure.code === "quickbooks.timeout", failure };
  }
  try {
    return interpretRefresh(reply, sentAt);
  } catch (thrown) {
    // A plain refusal (throttled, wrong client keys) came before anything was done. A 5xx may come from
    // a gateway behind which the token was replaced, a 2xx that cannot be read surely did.
    const rejected = reply.status >= 400 && reply.status < 500;
    return { kind: "failed", intuitActed: rejected ? "no" : "perhaps", failure: toAppError(thrown) };
  }
}
