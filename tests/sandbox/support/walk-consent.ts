import { ask } from "./client-of.ts";

/**
 * Walks sign-in and consent as a browser does: from the app's authorize address to the address that the app
 * is sent back to. Follows the forms' own hidden fields, so that a page which loses one fails the test.
 */
export async function walkConsent(
  authorizeUrl: string,
  decision: "connect" | "cancel",
  realmId: string,
): Promise<string> {
  const { origin } = new URL(authorizeUrl);
  const signInPage = await ask(authorizeUrl);
  const signedIn = await ask(origin + action(signInPage.text), {
    method: "POST",
    body: new URLSearchParams({ ...hidden(signInPage.text), email: "demo@sandbox.example", password: "any" }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const consentPage = await ask(origin + (signedIn.headers.get("location") ?? ""), { headers: { cookie } });
  const decided = await ask(origin + action(consentPage.text), {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ ...hidden(consentPage.text), realmId, decision }),
  });
  return decided.headers.get("location") ?? "";
}

function action(html: string): string {
  return /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? "";
}

function hidden(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
  return Object.fromEntries(
    [...fields].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]),
  );
}
