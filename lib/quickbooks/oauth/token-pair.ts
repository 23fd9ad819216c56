import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { statusError } from "../faults/fault.ts";
import type { OAuthReply } from "./oauth-reply.ts";

export interface TokenPair {
  readonly accessToken: string;
  /** May be another than the one that was sent: always keep this one, before anything else. */
  readonly refreshToken: string;
  readonly accessExpiresAt: Date;
  /** The rolling 100 days; each use of the refresh token moves it. */
  readonly refreshExpiresAt: Date;
  /** The end of five years, after which only a new consent helps; null when Intuit did not say. */
  readonly refreshHardExpiresAt: Date | null;
}

/** The grant is refused for good: `invalid_grant` is never worth another try with the same value. */
export interface RejectedGrant {
  readonly kind: "rejected";
  /** Intuit's own words, as "Incorrect or invalid refresh token". */
  readonly reason: string;
  readonly intuitTid: string | null;
}

const seconds = z.number().int().positive();

const tokens = z.looseObject({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: seconds,
  x_refresh_token_expires_in: seconds,
  x_refresh_token_hard_expires_in: seconds.optional(),
});

const rejection = z.looseObject({ error: z.string(), error_description: z.string().optional() });

/**
 * Reads what the token endpoint answered. `sentAt` is the time before the request was sent, so that the
 * expiries err to the early side.
 *
 * @throws AppError `config.invalid` when Intuit does not know our client id and secret (dev keys in
 * production, or the reverse), which says nothing about the grant; `quickbooks.malformed`, and
 * `quickbooks.*` by status for everything else.
 */
export function readTokenReply(reply: OAuthReply, sentAt: Date): TokenPair | RejectedGrant {
  if (reply.status >= 200 && reply.status < 300) return readTokens(reply, sentAt);
  const rejected = rejection.safeParse(reply.body);
  const error = rejected.success ? rejected.data.error : null;
  if (error === "invalid_grant") {
    const reason = rejected.data?.error_description ?? "invalid_grant";
    return { kind: "rejected", reason: reason.slice(0, 200), intuitTid: reply.intuitTid };
  }
  if (error === "invalid_client" || error === "unauthorized_client" || reply.status === 401) {
    throw new AppError(
      "config.invalid",
      "Intuit does not accept QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET for this environment.",
      { httpStatus: reply.status, intuitTid: reply.intuitTid ?? undefined },
    );
  }
  throw statusError(reply);
}

/** Whether Intuit ended the grant instead of giving tokens. */
export function isRejected(read: TokenPair | RejectedGrant): read is RejectedGrant {
  return "kind" in read;
}

function readTokens(reply: OAuthReply, sentAt: Date): TokenPair {
  const read = tokens.safeParse(reply.body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new AppError("quickbooks.malformed", `the token endpoint's answer is not right: ${fields}`, {
      httpStatus: reply.status,
      intuitTid: reply.intuitTid ?? undefined,
    });
  }
  const after = (lifetimeSeconds: number): Date => new Date(sentAt.getTime() + lifetimeSeconds * 1000);
  const hard = read.data.x_refresh_token_hard_expires_in;
  return {
    accessToken: read.data.access_token,
    refreshToken: read.data.refresh_token,
    accessExpiresAt: after(read.data.expires_in),
    refreshExpiresAt: after(read.data.x_refresh_token_expires_in),
    refreshHardExpiresAt: hard === undefined ? null : after(hard),
  };
}
