import { z } from "zod";

import { AppError } from "#lib/core/app-error.ts";
import { statusError } from "../faults/fault.ts";
import { discover, type Endpoints } from "./discovery.ts";
import type { OAuthApp } from "./oauth-app.ts";
import type { OAuthReply } from "./oauth-reply.ts";
import { sendOAuth } from "./send-oauth.ts";

/** Who consented. Only there when the scopes of OpenID Connect were asked for. */
export interface IntuitUser {
  /** The one lasting key of an Intuit user; an e-mail address may pass to somebody else. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly givenName: string | null;
  readonly familyName: string | null;
}

// Intuit writes camelCase where OpenID Connect has email_verified.
const user = z.looseObject({
  sub: z.string().min(1),
  email: z.string().optional(),
  emailVerified: z.boolean().optional(),
  givenName: z.string().optional(),
  familyName: z.string().optional(),
});

/** @throws AppError `quickbooks.*` */
export async function fetchUserInfo(app: OAuthApp, accessToken: string): Promise<IntuitUser> {
  const endpoints = await discover(app.discoveryDocument);
  return interpretUserInfo(await sendUserInfo(app, endpoints, accessToken));
}

function sendUserInfo(app: OAuthApp, endpoints: Endpoints, accessToken: string): Promise<OAuthReply> {
  return sendOAuth(app, endpoints, (client) => {
    client.setToken({ access_token: accessToken });
    return client.getUserInfo();
  });
}

/**
 * An address that Intuit does not say is verified counts as not verified.
 * Source: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/openid-connect
 *
 * @throws AppError `quickbooks.malformed`, and `quickbooks.*` by status.
 */
export function interpretUserInfo(reply: OAuthReply): IntuitUser {
  if (reply.status < 200 || reply.status >= 300) throw statusError(reply);
  const read = user.safeParse(reply.body);
  if (!read.success) {
    throw new AppError("quickbooks.malformed", "the userinfo endpoint's answer is not right", {
      intuitTid: reply.intuitTid ?? undefined,
    });
  }
  return {
    subject: read.data.sub,
    email: read.data.email ?? null,
    emailVerified: read.data.emailVerified === true,
    givenName: read.data.givenName ?? null,
    familyName: read.data.familyName ?? null,
  };
}
