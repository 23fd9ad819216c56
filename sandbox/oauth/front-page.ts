import type { Reply } from "../http/reply.ts";
import type { Exchange } from "../http/exchange.ts";
import type { ConsentContext } from "./consent-pages.ts";
import { oauthPaths } from "./oauth-paths.ts";
import { escapeHtml, renderPage } from "./render-page.ts";

/** GET /: what a developer needs to point a client here. */
export function showFrontPage({ origin }: Exchange, { companies, grants, app }: ConsentContext): Reply {
  const rows = companies().map((company) => {
    const state = grants.live(company.realmId).length > 0 ? "connected" : "not connected";
    return `<li>${escapeHtml(company.name)} (${company.country}), realm <code>${company.realmId}</code>, ${state}</li>`;
  });
  const fact = (label: string, value: string) => `<li>${label}: <code>${escapeHtml(value)}</code></li>`;
  return renderPage(
    200,
    "QuickBooks Online, locally",
    `<p>Point a client at this origin in place of Intuit's hosts.</p><ul>
${fact("Discovery document", `${origin}/.well-known/openid_sandbox_configuration`)}
${fact("Accounting API", `${origin}/v3/company/{realmId}/…`)}
${fact("Client id", app.clientId)}
${app.redirectUris.map((uri) => fact("Redirect URI", uri)).join("")}
${fact("Control", `${origin}/_sandbox/companies`)}</ul>
<h2>Companies</h2><ul>${rows.join("")}</ul>
<p><a href="${oauthPaths.connectedApps}">Connected apps</a>, as an administrator sees them inside QuickBooks. docs/SANDBOX.md describes the rest.</p>`,
  );
}
