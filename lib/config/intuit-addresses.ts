// Where Intuit publishes its addresses, and where its API is.

export const intuitDiscovery = {
  production: "https://developer.api.intuit.com/.well-known/openid_configuration",
  sandbox: "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration",
} as const;

/** Names under which setup guides for integrators know the same documents. Intuit serves nothing there. */
export const guideDiscovery: Readonly<Record<string, string>> = {
  "https://developer.api.intuit.com/.well-known/connect_uri": intuitDiscovery.production,
  "https://developer.api.intuit.com/.well-known/connect_uri_sandbox": intuitDiscovery.sandbox,
};

const intuitApiBase = {
  production: "https://quickbooks.api.intuit.com",
  sandbox: "https://sandbox-quickbooks.api.intuit.com",
} as const;

/** A discovery document of one's own (the local sandbox) carries the API on the same origin. */
export function apiBaseFor(
  environment: keyof typeof intuitApiBase,
  given: string | undefined,
  discovery: string | undefined,
): string {
  if (given) return given.replace(/\/+$/, "");
  if (discovery && !new URL(discovery).hostname.endsWith("intuit.com")) return new URL(discovery).origin;
  return intuitApiBase[environment];
}
