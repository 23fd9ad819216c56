import { RealmTraffic, type TrafficReport } from "./realm-traffic.ts";

/** Traffic by company, plus the authorization server's calls, which Intuit does not meter. */
export class TrafficMeter {
  readonly #realms = new Map<string, RealmTraffic>();
  #oauth: Record<string, number> = {};

  of(realmId: string): RealmTraffic {
    const known = this.#realms.get(realmId);
    if (known) return known;
    const made = new RealmTraffic();
    this.#realms.set(realmId, made);
    return made;
  }

  recordOAuth(path: string, status: number): void {
    const key = `${path} ${status}`;
    this.#oauth[key] = (this.#oauth[key] ?? 0) + 1;
  }

  report(): { readonly realms: Record<string, TrafficReport>; readonly oauth: Record<string, number> } {
    const realms = [...this.#realms].map(([realmId, traffic]) => [realmId, traffic.report()] as const);
    return { realms: Object.fromEntries(realms), oauth: { ...this.#oauth } };
  }

  reset(realmId?: string): void {
    if (realmId === undefined) this.#oauth = {};
    for (const [id, traffic] of this.#realms) if (realmId === undefined || id === realmId) traffic.reset();
  }
}
