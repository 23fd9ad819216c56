import { randomBytes } from "node:crypto";
import type { SandboxClock } from "../company/company.ts";
import type { Switchboard } from "../switches/switchboard.ts";

/** One consent of one person for one company (or for none, when only OpenID scopes were asked). */
export interface Grant {
  readonly realmId: string | undefined;
  readonly email: string;
  readonly scopes: readonly string[];
  readonly consentedAtMs: number;
  refreshToken: string;
  refreshIssuedAtMs: number;
  /** Values that a rotation replaced, and when. */
  readonly retired: Map<string, number>;
  revokedAtMs: number | undefined;
  /** A refresh is under way: a second one at the same time loses. */
  isRefreshing: boolean;
}

interface Code {
  readonly redirectUri: string;
  readonly consent: Consent;
  readonly expiresAtMs: number;
  grant: Grant | undefined;
}

export interface Consent {
  readonly realmId: string | undefined;
  readonly email: string;
  readonly scopes: readonly string[];
}

export type AccessCheck =
  { readonly kind: "valid"; readonly grant: Grant } | { readonly kind: "unknown" | "revoked" | "expired" };

/** Why the token endpoint refuses, in the words that Intuit's replies carry. */
export interface Rejection {
  readonly kind: "rejected";
  readonly description: string;
}

const rejected = (description: string): Rejection => ({ kind: "rejected", description });
const unknownRefresh = rejected("Incorrect or invalid refresh token");
const revokedGrant = rejected("Token invalid");
const wrongCode = rejected("Invalid authorization code");
const wrongKind = rejected("Incorrect Token type or clientID");

/** Access tokens are forgotten in order of age beyond this many, long after they expired in any real run. */
const mostAccessTokens = 20_000;

/** Codes, grants and tokens: the whole memory of the authorization server. Rules: section "OAuth 2.0" of Intuit's docs. */
export class GrantStore {
  readonly #clock: SandboxClock;
  readonly #switches: Switchboard;
  readonly #codes = new Map<string, Code>();
  readonly #grants = new Set<Grant>();
  readonly #byRealm = new Map<string, Grant[]>();
  readonly #byRefreshToken = new Map<string, Grant>();
  readonly #accessTokens = new Map<string, { readonly grant: Grant; readonly expiresAtMs: number }>();
  onChange: () => void = () => undefined;

  constructor(clock: SandboxClock, switches: Switchboard) {
    this.#clock = clock;
    this.#switches = switches;
  }

  issueCode(consent: Consent, redirectUri: string): string {
    const code = `AB11${String(this.#clock.now())}${randomBytes(18).toString("base64url")}`;
    const expiresAtMs = this.#clock.now() + this.#switches.values.authorizationCodeSeconds * 1000;
    this.#codes.set(code, { consent, redirectUri, expiresAtMs, grant: undefined });
    return code;
  }

  /** Exchanges a code once. A second try is refused and, as Intuit documents, may end the first one's tokens. */
  redeemCode(value: string, redirectUri: string): Grant | Rejection {
    const code = this.#codes.get(value);
    if (code === undefined) return wrongCode;
    if (code.grant !== undefined) {
      if (this.#switches.values.authorizationCodeReuse === "revoke") this.revoke(code.grant);
      return wrongCode;
    }
    if (code.expiresAtMs <= this.#clock.now() || code.redirectUri !== redirectUri) return wrongCode;
    if (this.#switches.values.reconnectRevokesEarlier) this.#endEarlier(code.consent.realmId);
    code.grant = this.grant(code.consent);
    return code.grant;
  }

  grant(consent: Consent): Grant {
    const now = this.#clock.now();
    const grant: Grant = {
      ...consent,
      consentedAtMs: now,
      refreshToken: newRefreshToken(now),
      refreshIssuedAtMs: now,
      retired: new Map(),
      revokedAtMs: undefined,
      isRefreshing: false,
    };
    this.restore(grant);
    this.onChange();
    return grant;
  }

  restore(grant: Grant): void {
    this.#grants.add(grant);
    if (grant.realmId !== undefined) {
      const own = this.#byRealm.get(grant.realmId) ?? [];
      own.push(grant);
      this.#byRealm.set(grant.realmId, own);
    }
    for (const value of [grant.refreshToken, ...grant.retired.keys()]) this.#byRefreshToken.set(value, grant);
  }

  /** The grant that a refresh token may renew now, or why not. Does not rotate yet. */
  checkRefresh(value: string): Grant | Rejection {
    if (this.#accessTokens.has(value)) return wrongKind;
    const grant = this.#byRefreshToken.get(value);
    if (grant === undefined) return unknownRefresh;
    if (grant.revokedAtMs !== undefined) return revokedGrant;
    const { refreshTokenGraceSeconds, refreshTokenReplay, parallelRefresh } = this.#switches.values;
    const now = this.#clock.now();
    const retiredAtMs = grant.retired.get(value);
    if (retiredAtMs !== undefined && now >= retiredAtMs + refreshTokenGraceSeconds * 1000) {
      if (refreshTokenReplay === "revoke") this.revoke(grant);
      return unknownRefresh;
    }
    if (this.refreshExpiresAtMs(grant) <= now || this.hardExpiresAtMs(grant) <= now) return revokedGrant;
    if (grant.isRefreshing && parallelRefresh === "refuse") return unknownRefresh;
    return grant;
  }

  /** Rotates the refresh token when it is a day old, as each refresh does. */
  rotate(grant: Grant): void {
    const now = this.#clock.now();
    if (now - grant.refreshIssuedAtMs < this.#switches.values.refreshTokenRotationSeconds * 1000) return;
    grant.retired.set(grant.refreshToken, now);
    grant.refreshToken = newRefreshToken(now);
    grant.refreshIssuedAtMs = now;
    this.#byRefreshToken.set(grant.refreshToken, grant);
    this.onChange();
  }

  issueAccessToken(grant: Grant): string {
    // Real ones are opaque encrypted tokens that begin so and are long; length catches narrow columns.
    const token = `eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..${randomBytes(640).toString("base64url")}`;
    const expiresAtMs = this.#clock.now() + this.#switches.values.accessTokenSeconds * 1000;
    this.#accessTokens.set(token, { grant, expiresAtMs });
    if (this.#accessTokens.size > mostAccessTokens) {
      const oldest = this.#accessTokens.keys().next();
      if (!oldest.done) this.#accessTokens.delete(oldest.value);
    }
    return token;
  }

  checkAccess(token: string): AccessCheck {
    const known = this.#accessTokens.get(token);
    if (known === undefined) return { kind: "unknown" };
    if (known.grant.revokedAtMs !== undefined) return { kind: "revoked" };
    return known.expiresAtMs <= this.#clock.now()
      ? { kind: "expired" }
      : { kind: "valid", grant: known.grant };
  }

  /** The grant behind an access or a refresh token, dead or alive. */
  grantOf(token: string): Grant | undefined {
    return this.#accessTokens.get(token)?.grant ?? this.#byRefreshToken.get(token);
  }

  revoke(grant: Grant): void {
    grant.revokedAtMs ??= this.#clock.now();
    this.onChange();
  }

  /** Ends every live connection of a company; returns how many there were. */
  revokeRealm(realmId: string): number {
    const live = this.live(realmId);
    for (const grant of live) this.revoke(grant);
    return live.length;
  }

  /** Lets access tokens run out at once: one, those of a company, or all. Refresh tokens stay good. */
  expireAccessTokens(realmId?: string, only?: string): number {
    let count = 0;
    for (const [token, known] of this.#accessTokens) {
      if (realmId !== undefined && known.grant.realmId !== realmId) continue;
      if (only !== undefined && token !== only) continue;
      this.#accessTokens.set(token, { ...known, expiresAtMs: 0 });
      count += 1;
    }
    return count;
  }

  live(realmId: string): readonly Grant[] {
    const now = this.#clock.now();
    const isLive = (grant: Grant) => grant.revokedAtMs === undefined && this.refreshExpiresAtMs(grant) > now;
    return (this.#byRealm.get(realmId) ?? []).filter(isLive);
  }

  get all(): ReadonlySet<Grant> {
    return this.#grants;
  }

  refreshExpiresAtMs(grant: Grant): number {
    return grant.refreshIssuedAtMs + this.#switches.values.refreshTokenSeconds * 1000;
  }

  hardExpiresAtMs(grant: Grant): number {
    return grant.consentedAtMs + this.#switches.values.refreshTokenHardSeconds * 1000;
  }

  #endEarlier(realmId: string | undefined): void {
    if (realmId !== undefined) this.revokeRealm(realmId);
  }
}

function newRefreshToken(nowMs: number): string {
  return `AB11${Math.floor(nowMs / 1000)}${randomBytes(27).toString("base64url")}`.slice(0, 50);
}
