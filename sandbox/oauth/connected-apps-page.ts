import { decodeUtf8 } from "../http/decode-utf8.ts";
import type { Exchange } from "../http/exchange.ts";
import { parseForm } from "../http/parse-form.ts";
import { redirectReply, type Reply } from "../http/reply.ts";
import type { ConsentContext } from "./consent-pages.ts";
import { oauthPaths } from "./oauth-paths.ts";
import { escapeHtml, renderPage } from "./render-page.ts";

/** GET /app/connected-apps: what an administrator sees under Apps > My Apps inside QuickBooks. */
export function showConnectedApps({ companies, grants, app }: ConsentContext): Reply {
  const connected = companies().filter((company) => grants.live(company.realmId).length > 0);
  const rows = connected.map(
    (company) => `<li><form method="post" action="${oauthPaths.disconnect}">
<input type="hidden" name="realmId" value="${company.realmId}">${escapeHtml(company.name)}
<button id="disconnect-${company.realmId}" type="submit" aria-label="Disconnect ${escapeHtml(company.name)}">Disconnect</button></form></li>`,
  );
  const list = rows.length === 0 ? "<p>No company has connected the app.</p>" : `<ul>${rows.join("")}</ul>`;
  return renderPage(200, "Connected apps", `<p>App ${escapeHtml(app.clientId)} is connected to:</p>${list}`);
}

/**
 * POST: an administrator disconnects inside QuickBooks. All tokens die at once and no server is told; only
 * the browser is sent to the app's Disconnect URL with the company's id.
 */
export function disconnectInside(exchange: Exchange, { grants, app }: ConsentContext): Reply {
  const realmId = parseForm(decodeUtf8(exchange.body) ?? "").fields.get("realmId") ?? "";
  grants.revokeRealm(realmId);
  if (app.disconnectUrl === undefined) return redirectReply(oauthPaths.connectedApps);
  return redirectReply(`${app.disconnectUrl}?${new URLSearchParams({ realmId }).toString()}`);
}
