// A company connected the way a person does it: our route, Intuit's consent, our callback.

import { GET as callback } from "#app/api/auth/quickbooks/callback/route.ts";
import { POST as connect } from "#app/api/quickbooks/connect/route.ts";
import { parseCompanyId, type CompanyId } from "#lib/core/ids.ts";
import { callRoute } from "./call-route.ts";
import { consentAtSandbox, type Consent } from "./consent-at-sandbox.ts";
import type { SignedInPerson } from "./people-of-a-firm.ts";

/** Starts as `person` and answers Intuit's authorisation address. */
export async function startAs(person: SignedInPerson, company: CompanyId | null): Promise<string> {
  const answer = await callRoute(connect, "POST", { cookie: person.cookie, body: { companyId: company } });
  const url = answer.json["authorizationUrl"];
  if (typeof url !== "string") throw new Error(`connect answered ${answer.status}: ${answer.text}`);
  return url;
}

export interface CallbackResult {
  /** Of our redirect. */
  readonly status: number;
  /** The code in the address of the integrations page. */
  readonly outcome: string | null;
  readonly company: CompanyId | null;
}

/** The browser comes back to us with Intuit's answer. */
export async function comeBack(back: URL, cookie: string | undefined): Promise<CallbackResult> {
  const answer = await callRoute(callback, "GET", { path: back.pathname + back.search, cookie });
  const location = new URL(answer.headers.get("location") ?? "about:blank");
  const company = location.searchParams.get("company");
  return {
    status: answer.status,
    outcome: location.pathname === "/settings/integrations" ? location.searchParams.get("reason") : null,
    company: company === null ? null : parseCompanyId(company),
  };
}

export async function connectAs(
  person: SignedInPerson,
  consent: Consent,
  company: CompanyId | null = null,
): Promise<CallbackResult> {
  return comeBack(await consentAtSandbox(await startAs(person, company), consent), person.cookie);
}

/** @throws when it does not end connected. */
export async function connectCompany(person: SignedInPerson, realmId: string): Promise<CompanyId> {
  const callbackResult = await connectAs(person, { realmId });
  if (callbackResult.outcome !== "connected" || !callbackResult.company) {
    throw new Error(`connecting ended as ${callbackResult.outcome ?? "nothing"}`);
  }
  return callbackResult.company;
}
