import { randomBytes } from "node:crypto";
import type { Exchange } from "../http/exchange.ts";

const cookie = "quickbooks_sandbox_session";

/** Who is signed in at the sandbox's own pages, by cookie. */
export class PeopleSignedIn {
  readonly #emails = new Map<string, string>();

  find(exchange: Exchange): string | undefined {
    const value = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(exchange.headers.cookie ?? "")?.[1];
    return value === undefined ? undefined : this.#emails.get(value);
  }

  /** The Set-Cookie header of a new session. */
  remember(email: string): string {
    const value = randomBytes(18).toString("base64url");
    this.#emails.set(value, email);
    return `${cookie}=${value}; Path=/; HttpOnly; SameSite=Lax`;
  }
}
