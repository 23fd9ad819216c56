import type { Company } from "../company/company.ts";
import type { Exchange } from "../http/exchange.ts";
import { decodeUtf8 } from "../http/decode-utf8.ts";
import { parseForm } from "../http/parse-form.ts";
import { redirectReply, type Reply } from "../http/reply.ts";
import { errorLocation, readAuthorizeRequest, type AuthorizeRequest } from "./authorize-request.ts";
import type { GrantStore } from "./grant-store.ts";
import type { AppRegistration } from "./app-registration.ts";
import { oauthPaths } from "./oauth-paths.ts";
import { demoEmail, isCompanyAdmin } from "./people.ts";
import { escapeHtml, renderPage } from "./render-page.ts";
import { needsCompany } from "./scopes.ts";
import type { PeopleSignedIn } from "./people-signed-in.ts";

export interface ConsentContext {
  readonly app: AppRegistration;
  readonly grants: GrantStore;
  readonly companies: () => readonly Company[];
  readonly signedIn: PeopleSignedIn;
}

/** More companies than this are offered in a drop-down list. */
const mostRadios = 12;

/** GET /connect/oauth2: sign-in, then company choice and consent; errors in the request are shown or returned. */
export function showAuthorize(exchange: Exchange, context: ConsentContext): Reply {
  const request = readAuthorizeRequest(exchange.parameters, context.app);
  if (request.kind !== "request") return answerError(request);
  const email = context.signedIn.find(exchange);
  return email === undefined ? signInPage(request) : consentPage(request, email, context);
}

/** POST /connect/sign-in: any password will do; the person then sees the consent page. */
export function signIn(exchange: Exchange, context: ConsentContext): Reply {
  const form = parseForm(decodeUtf8(exchange.body) ?? "").fields;
  const request = readAuthorizeRequest(form, context.app);
  if (request.kind !== "request") return answerError(request);
  const email = (form.get("email") ?? "").trim();
  if (!/^\S+@\S+$/.test(email) || (form.get("password") ?? "") === "") {
    return signInPage(request, "Enter an e-mail address and any password.");
  }
  const query = new URLSearchParams({ ...fieldsOf(request) });
  return redirectReply(`${oauthPaths.authorize}?${query.toString()}`, {
    "Set-Cookie": context.signedIn.remember(email),
  });
}

/** POST /connect/decision: Connect answers the code, Cancel `error=access_denied`. */
export function decide(exchange: Exchange, context: ConsentContext): Reply {
  const form = parseForm(decodeUtf8(exchange.body) ?? "").fields;
  const request = readAuthorizeRequest(form, context.app);
  if (request.kind !== "request") return answerError(request);
  const email = context.signedIn.find(exchange);
  if (email === undefined) return signInPage(request);
  if (form.get("decision") !== "connect") {
    return redirectReply(errorLocation(request.redirectUri, "access_denied", request.state));
  }
  const realmId = form.get("realmId");
  const wantsCompany = needsCompany(request.scopes);
  if (wantsCompany && !isCompanyAdmin(email)) return notAdminPage(request);
  if (wantsCompany && !context.companies().some((company) => company.realmId === realmId)) {
    return consentPage(request, email, context, "Choose a company.");
  }
  const consent = { realmId: wantsCompany ? realmId : undefined, email, scopes: request.scopes };
  const query = new URLSearchParams({
    code: context.grants.issueCode(consent, request.redirectUri),
    state: request.state,
    ...(consent.realmId === undefined ? {} : { realmId: consent.realmId }),
  });
  return redirectReply(`${request.redirectUri}?${query.toString()}`);
}

function answerError(error: Exclude<ReturnType<typeof readAuthorizeRequest>, AuthorizeRequest>): Reply {
  if (error.kind === "returned") return redirectReply(error.location);
  return renderPage(
    400,
    "Sorry, this app cannot connect",
    `<p role="alert">${escapeHtml(error.sentence)}</p>`,
  );
}

function fieldsOf(request: AuthorizeRequest): Record<string, string> {
  return {
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    response_type: "code",
    scope: request.scopes.join(" "),
    state: request.state,
  };
}

function hiddenFields(request: AuthorizeRequest): string {
  return Object.entries(fieldsOf(request))
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join("");
}

function alertText(complaint: string | undefined): string {
  return complaint === undefined ? "" : `<p role="alert">${escapeHtml(complaint)}</p>`;
}

function signInPage(request: AuthorizeRequest, complaint?: string): Reply {
  return renderPage(
    200,
    "Sign in",
    `${alertText(complaint)}<form method="post" action="${oauthPaths.signIn}">${hiddenFields(request)}
<label>E-mail <input id="sign-in-email" name="email" type="email" autocomplete="username" required value="${demoEmail}"></label>
<label>Password <input id="sign-in-password" name="password" type="password" autocomplete="off" required value="sandbox"></label>
<div class="row"><button class="main" id="sign-in-submit" type="submit">Sign in</button></div></form>
<p class="quiet">Any password is taken. An address that begins with staff@ is not an administrator.</p>`,
  );
}

function consentPage(
  request: AuthorizeRequest,
  email: string,
  context: ConsentContext,
  complaint?: string,
): Reply {
  if (needsCompany(request.scopes) && !isCompanyAdmin(email)) return notAdminPage(request);
  const choice = needsCompany(request.scopes) ? companyChoice(context) : "";
  const scopes = request.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join("");
  return renderPage(
    200,
    "Connect your company",
    `${alertText(complaint)}<p>An app asks to share data with QuickBooks. You are signed in as ${escapeHtml(email)}.</p>
<p>It asks for:</p><ul>${scopes}</ul>
<form method="post" action="${oauthPaths.decide}">${hiddenFields(request)}${choice}
<div class="row"><button class="main" id="authorize-connect" type="submit" name="decision" value="connect">Connect</button>
<button id="authorize-cancel" type="submit" name="decision" value="cancel" formnovalidate>Cancel</button></div></form>`,
  );
}

function companyChoice({ companies, grants }: ConsentContext): string {
  const offered = companies();
  const label = (company: Company) =>
    escapeHtml(company.name) + (grants.live(company.realmId).length > 0 ? " (connected)" : "");
  if (offered.length > mostRadios) {
    const options = offered.map((company) => `<option value="${company.realmId}">${label(company)}</option>`);
    return `<label>Company <select id="realmId" name="realmId" required>${options.join("")}</select></label>`;
  }
  const radios = offered.map(
    (company, index) =>
      `<label class="choice"><input type="radio" name="realmId" id="realmId-${company.realmId}" value="${company.realmId}" required${index === 0 ? " checked" : ""}> ${label(company)}</label>`,
  );
  return `<fieldset><legend>Company</legend>${radios.join("")}</fieldset>`;
}

function notAdminPage(request: AuthorizeRequest): Reply {
  return renderPage(
    403,
    "You cannot connect this app",
    `<p role="alert">Only an administrator of the company can connect an app. Ask one, or sign in as somebody else.</p>
<form method="post" action="${oauthPaths.decide}">${hiddenFields(request)}<div class="row"><button id="authorize-cancel" type="submit" name="decision" value="cancel">Cancel</button></div></form>`,
  );
}
