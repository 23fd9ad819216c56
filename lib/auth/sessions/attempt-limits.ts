// How often somebody may try a password. Counted in PostgreSQL, so that all web processes count together.

import { createHmac } from "node:crypto";

import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

import { config } from "#lib/config/config.ts";
import { AppError } from "#lib/core/app-error.ts";
import { asSystem } from "#lib/db/scope.ts";

/* The limiter wants something with `query`; each of its statements passes through a scope like any other. */
const store = {
  query: (statement: { readonly text: string; readonly values?: unknown[] }) =>
    asSystem((sql) => sql.query(statement)),
};

function limiter(keyPrefix: string, points: number, minutes: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: store,
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration: minutes * 60,
  });
}

/**
 * By e-mail: guessing one person's password. By address: trying one password on many people. An office
 * shares an address, hence the larger figure.
 */
const limits = {
  email: limiter("sign-in-email", 10, 15),
  address: limiter("sign-in-address", 60, 15),
  password: limiter("password-change", 10, 15),
  landing: limiter("landing", 20, 15),
  // Opening links, by address.
  invitation: limiter("invitation", 60, 15),
  // What one firm mails to one mailbox: another firm's mails do not count.
  mail: limiter("account-mail", 10, 60),
  // Webhooks that a firm adds, and messages that it sends to try a channel.
  alertChannel: limiter("alert-channel", 30, 15),
  // Asking for a link oneself, by mailbox and by address.
  forgotten: limiter("forgotten-password", 5, 60),
  forgottenFrom: limiter("forgotten-password-address", 30, 60),
} as const;

export type LimitedThing = keyof typeof limits;

/**
 * Counts one attempt.
 *
 * @throws AppError `auth.throttled` when there were too many.
 */
export async function countAttempt(thing: LimitedThing, subject: string): Promise<void> {
  try {
    await limits[thing].consume(hidden(subject));
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) throw new AppError("auth.throttled");
    throw thrown;
  }
}

/** Begins the count anew, after a right password. */
export async function forgetAttempts(thing: LimitedThing, subject: string): Promise<void> {
  await limits[thing].delete(hidden(subject));
}

/** E-mails and addresses are not kept readable for people who may never have had an account. */
function hidden(subject: string): string {
  return createHmac("sha256", config().nextAuthSecret).update(subject.toLowerCase()).digest("base64url");
}
