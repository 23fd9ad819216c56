// The sandbox's control paths, as docs/SANDBOX.md lists them: what people do inside QuickBooks, what goes
// wrong there, and what was counted.

import { z } from "zod";

const company = z.object({
  realmId: z.string(),
  name: z.string(),
  records: z.number(),
  counts: z.record(z.string(), z.number()),
});
const companies = z.object({ companies: z.array(company) });
const pair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  x_refresh_token_expires_in: z.number(),
});
const traffic = z.looseObject({
  total: z.number(),
  metered: z.number(),
  meteredPerRequest: z.number(),
  meteredPerItem: z.number(),
  free: z.number(),
  throttled: z.number(),
  byStatus: z.record(z.string(), z.number()),
  byKind: z.record(z.string(), z.number()),
  peakPerSecond: z.number(),
  peakPerMinute: z.number(),
  peakConcurrent: z.number(),
  violations: z.object({
    perSecond: z.number(),
    perMinute: z.number(),
    batchesPerMinute: z.number(),
    concurrency: z.number(),
  }),
});

const realmTraffic = z.object({ realms: z.record(z.string(), traffic) });

export type SandboxCompany = z.infer<typeof company>;
export type SandboxTokens = z.infer<typeof pair>;
export type SandboxTraffic = z.infer<typeof traffic>;

export class SandboxControl {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async listCompanies(): Promise<readonly SandboxCompany[]> {
    return companies.parse(await this.ask("GET", "/companies")).companies;
  }

  async findCompany(realmId: string): Promise<SandboxCompany> {
    const found = (await this.listCompanies()).find((one) => one.realmId === realmId);
    if (!found) throw new Error(`the sandbox has no company ${realmId}`);
    return found;
  }

  /** A pair that works, without the consent page. */
  async handOutTokens(realmId: string): Promise<SandboxTokens> {
    return pair.parse(await this.ask("POST", "/tokens", { realmId }));
  }

  /** People keep working in the company; 0 ends it. */
  async live(realmId: string, perSecond: number, seed: number): Promise<void> {
    await this.ask("POST", `/companies/${realmId}/activity`, { perSecond, seed });
  }

  /** So many edits now. */
  async edit(realmId: string, count: number, seed: number): Promise<void> {
    await this.ask("POST", `/companies/${realmId}/edits`, { count, seed });
  }

  async setSwitches(switches: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask("POST", "/switches", switches);
  }

  /** By realm. */
  async traffic(): Promise<Readonly<Record<string, SandboxTraffic>>> {
    return realmTraffic.parse(await this.ask("GET", "/counters")).realms;
  }

  /** @throws when the sandbox refuses. */
  async ask(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method,
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(300_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}: ${text}`);
    return JSON.parse(text);
  }
}
