// What a person does inside QuickBooks, through the sandbox's control paths; and what an app that is not
// ours reads over the API. Nothing of lib is used: the two check each other.

import { z } from "zod";

const companyList = z.object({
  companies: z.array(
    z.object({
      realmId: z.string(),
      name: z.string(),
      country: z.string(),
      records: z.number(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
});
const tokens = z.object({ access_token: z.string() });
const record = z.looseObject({ Id: z.string(), SyncToken: z.string() });
const changeAnswer = z.record(z.string(), z.unknown());
const queryAnswer = z.object({ QueryResponse: z.record(z.string(), z.unknown()) });

export type SandboxCompany = z.infer<typeof companyList>["companies"][number];
export type SandboxRecord = z.infer<typeof record>;

export interface SandboxChange {
  /** Intuit's name: "Customer". */
  readonly entity: string;
  readonly operation?: "save" | "delete" | "void";
  readonly body: Readonly<Record<string, unknown>>;
}

export class SandboxDriver {
  readonly #url: string;

  constructor(sandboxUrl: string) {
    this.#url = sandboxUrl;
  }

  /** With QuickBooks' own count of each entity that has records. */
  async listCompanies(): Promise<readonly SandboxCompany[]> {
    return companyList.parse(await this.#ask("GET", "/_sandbox/companies")).companies;
  }

  async findCompany(realmId: string): Promise<SandboxCompany> {
    const found = (await this.listCompanies()).find((company) => company.realmId === realmId);
    if (!found) throw new Error(`The sandbox has no company ${realmId}.`);
    return found;
  }

  /** The first record of an entity, as the API shows it. */
  async firstOf(realmId: string, entity: string): Promise<SandboxRecord> {
    const pair = tokens.parse(await this.#ask("POST", "/_sandbox/tokens", { realmId }));
    const query = new URLSearchParams({
      query: `select * from ${entity} orderby Id maxresults 1`,
      minorversion: "75",
    });
    const answer = await this.#ask("GET", `/v3/company/${realmId}/query?${query.toString()}`, undefined, {
      authorization: `Bearer ${pair.access_token}`,
    });
    const rows = z.array(record).parse(queryAnswer.parse(answer).QueryResponse[entity] ?? []);
    if (!rows[0]) throw new Error(`Company ${realmId} has no ${entity}.`);
    return rows[0];
  }

  /** The company's subscription has all but these entities from now on. */
  async setPlan(realmId: string, without: readonly string[]): Promise<void> {
    await this.#ask("POST", `/_sandbox/companies/${realmId}/plan`, { without });
  }

  /** @throws when QuickBooks refuses it. */
  async change(realmId: string, wanted: SandboxChange): Promise<void> {
    const answer = changeAnswer.parse(
      await this.#ask("POST", `/_sandbox/companies/${realmId}/changes`, wanted),
    );
    if (answer["kind"] === "deleted" || wanted.entity in answer) return;
    throw new Error(`QuickBooks refused the change: ${JSON.stringify(answer).slice(0, 500)}`);
  }

  async #ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${path}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
}
