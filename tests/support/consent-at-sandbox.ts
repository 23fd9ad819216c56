// What a person's browser does on Intuit's pages, up to the moment at which it is sent back to us.

export interface Consent {
  readonly realmId: string;
  /** Cancels instead of connecting. */
  readonly declines?: boolean;
}

/** Where Intuit sends the browser: our callback with its query. */
export async function consentAtSandbox(authorizationUrl: string, consent: Consent): Promise<URL> {
  const asked = new URL(authorizationUrl);
  const fields = Object.fromEntries(asked.searchParams);
  const signedIn = await submit(new URL("/connect/sign-in", asked), {
    ...fields,
    email: "admin@client.example",
    password: "any",
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
  const decided = await submit(
    new URL("/connect/decision", asked),
    { ...fields, realmId: consent.realmId, decision: consent.declines ? "cancel" : "connect" },
    cookie,
  );
  const location = decided.headers.get("location");
  if (!location) throw new Error(`the sandbox answered ${decided.status}: ${await decided.text()}`);
  return new URL(location);
}

function submit(url: URL, fields: Readonly<Record<string, string>>, cookie = ""): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie },
    body: new URLSearchParams(fields).toString(),
  });
}
