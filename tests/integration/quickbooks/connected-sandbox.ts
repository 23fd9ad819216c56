// A sandbox in this process, one small company in it, and a client that is connected to that company.

import { randomUUID } from "node:crypto";

import { parseCompanyId, parseRealmId } from "#lib/core/ids.ts";
import type { ObservedCall, QuickBooksClient } from "#lib/quickbooks/client.ts";
import { createClient } from "#lib/quickbooks/create-client.ts";
import type { OAuthApp } from "#lib/quickbooks/oauth/oauth-app.ts";
import { unpaced, type Pacer } from "#lib/quickbooks/pacing.ts";
import type { Company } from "#sandbox/company/company.ts";
import { openCompany } from "#sandbox/company/generate.ts";
import { demoApp } from "#sandbox/oauth/demo-app.ts";
import { startSandbox, type RunningSandbox } from "#sandbox/start-sandbox.ts";

export interface ConnectedSandbox {
  readonly running: RunningSandbox;
  readonly company: Company;
  readonly app: OAuthApp;
  readonly client: QuickBooksClient;
  /** Every attempt of the client, oldest first. */
  readonly calls: ObservedCall[];
  /** How often the client asked for another token. */
  readonly rejections: () => number;
  readonly consent: { readonly realmId: string; readonly email: string; readonly scopes: readonly string[] };
}

export interface SandboxNeeds {
  readonly seed?: number;
  readonly timeoutMs?: number;
  readonly pacer?: Pacer;
}

export async function connectSandbox(needs: SandboxNeeds = {}): Promise<ConnectedSandbox> {
  const { seed = 7, timeoutMs = 5000, pacer = unpaced } = needs;
  const running = await startSandbox({
    port: 0,
    companies: 1,
    size: "small",
    seed,
    limits: false,
    openCompany,
  });
  const [company] = running.sandbox.companies();
  if (!company) throw new Error("the sandbox opened no company");
  const consent = {
    realmId: company.realmId,
    email: "admin@example.com",
    scopes: ["com.intuit.quickbooks.accounting"],
  };
  const { grants } = running.sandbox;
  const grant = grants.grant(consent);
  let token = grants.issueAccessToken(grant);
  let rejections = 0;
  const calls: ObservedCall[] = [];
  const client = createClient({
    apiBaseUrl: running.url,
    companyId: parseCompanyId(randomUUID()),
    realmId: parseRealmId(company.realmId),
    tokens: {
      get: () => Promise.resolve(token),
      rejected: () => {
        rejections += 1;
        token = grants.issueAccessToken(grant);
        return Promise.resolve(token);
      },
    },
    pacer,
    observe: (call) => calls.push(call),
    timeoutMs,
  });
  const app: OAuthApp = {
    clientId: demoApp.clientId,
    clientSecret: demoApp.clientSecret,
    environment: "sandbox",
    discoveryDocument: `${running.url}/.well-known/openid_sandbox_configuration`,
    redirectUri: demoApp.redirectUris[0] ?? "",
  };
  return { running, company, app, client, calls, rejections: () => rejections, consent };
}
