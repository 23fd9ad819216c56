// What a person does with Tieout in the browser, as requests: sign in, connect, ask for a sync, watch it.

import { z } from "zod";

import { companyDetail, type CompanyDetail } from "#lib/contracts/company.ts";
import { companyList, type CompanyList } from "#lib/contracts/companies.ts";
import { requestSyncAnswer, syncRunWithSteps, type SyncRunWithSteps } from "#lib/contracts/sync-run.ts";
import { formOf, visibleText, Driver, type VisitedPage } from "./driver.ts";

const csrfAnswer = z.object({ csrfToken: z.string() });
const connectAnswer = z.object({ authorizationUrl: z.url() });

export class TieoutDriver {
  readonly #visitor = new Driver();
  readonly #appUrl: string;

  constructor(appUrl: string) {
    this.#appUrl = appUrl;
  }

  /** @throws when e-mail or password are refused. */
  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = csrfAnswer.parse(await this.#visitor.getJson(`${this.#appUrl}/api/auth/csrf`));
    const page: VisitedPage = { url: `${this.#appUrl}/sign-in`, status: 200, text: "" };
    await this.#visitor.submit(
      page,
      { action: `${this.#appUrl}/api/auth/callback/credentials`, method: "POST", fields: new Map() },
      { csrfToken, email, password, callbackUrl: this.#appUrl },
    );
    const session = await this.#visitor.getJson(`${this.#appUrl}/api/auth/session`);
    if (!z.object({ user: z.object({ email: z.literal(email) }) }).safeParse(session).success) {
      throw new Error(`${email} could not sign in.`);
    }
  }

  /**
   * Connects a company through QuickBooks' own pages and answers where that led. `realmId` is what the
   * person picks there; `companyId` is given for a reconnect.
   */
  async connect(realmId: string, companyId?: string): Promise<VisitedPage> {
    const body = companyId === undefined ? {} : { companyId };
    const answer = await this.#visitor.postJson(`${this.#appUrl}/api/quickbooks/connect`, body);
    const { authorizationUrl } = connectAnswer.parse(answer);
    let page = await this.#visitor.get(authorizationUrl);
    if (formOf(page).fields.has("password")) page = await this.#visitor.submit(page, formOf(page));
    const landed = await this.#visitor.submit(page, formOf(page), { realmId, decision: "connect" });
    if (new URL(landed.url).origin !== this.#appUrl) {
      throw new Error(`QuickBooks kept the visitor: ${visibleText(landed).slice(0, 300)}`);
    }
    return landed;
  }

  async listCompanies(): Promise<CompanyList> {
    return companyList.parse(await this.#visitor.getJson(`${this.#appUrl}/api/companies`));
  }

  async getCompany(companyId: string): Promise<CompanyDetail> {
    return companyDetail.parse(await this.#visitor.getJson(`${this.#appUrl}/api/companies/${companyId}`));
  }

  async requestSync(companyId: string, kind: "full" | "incremental"): Promise<string> {
    const answer = await this.#visitor.postJson(`${this.#appUrl}/api/quickbooks/sync`, { companyId, kind });
    return requestSyncAnswer.parse(answer).syncId;
  }

  async getSync(syncId: string): Promise<SyncRunWithSteps> {
    return syncRunWithSteps.parse(
      await this.#visitor.getJson(`${this.#appUrl}/api/quickbooks/sync/${syncId}`),
    );
  }
}
