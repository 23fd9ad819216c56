// argon2id in PHC form, which carries its own costs: they can be raised without touching stored hashes.

import { hash, verify } from "@node-rs/argon2";

import { AppError } from "#lib/core/app-error.ts";

/* OWASP's recommended floor for argon2id (19 MiB, 2 passes): about 20 ms here, and a few dozen sign-ins
   at once do not exhaust a small machine's memory. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of a password that nobody knows, made with the costs above. */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$leluG3O676GkcM1wdE8gWQ$qGjbs6WJYncI761JVIDLEkBY3+/2caImVo1wrIlrm7E";

const shortestPassword = 12;
/** A bound on the work that a stranger can order; far above any password. */
const longestPassword = 256;

/** @throws AppError `request.invalid` with a sentence for the person. */
export function requireGoodPassword(password: string, email: string): void {
  if (password.length < shortestPassword) {
    throw new AppError("request.invalid", `A password has at least ${shortestPassword} characters.`);
  }
  if (password.length > longestPassword) {
    throw new AppError("request.invalid", `A password has at most ${longestPassword} characters.`);
  }
  if (new Set(password).size < 5 || password.toLowerCase() === email.toLowerCase()) {
    throw new AppError("request.invalid", "This password is too easy to guess.");
  }
}

/** In PHC form, with a new salt each time. Checks no rules: {@link requireGoodPassword} does. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, costs);
}

/**
 * With no hash (nobody has this e-mail) the same work is done for nothing, so that the time of an answer
 * does not tell who has an account.
 */
export async function isPasswordRight(password: string, passwordHash: string | null): Promise<boolean> {
  if (password.length > longestPassword) return false;
  const right = await verify(passwordHash ?? nobodysHash, password);
  return right && passwordHash !== null;
}
