import type { AppRegistration } from "./app-registration.ts";

/** The app that the demo connects with. Its secrets are public and worth nothing anywhere else. */
export const demoApp: AppRegistration = {
  clientId: "sandbox-client",
  clientSecret: "sandbox-secret",
  redirectUris: ["http://localhost:3000/api/auth/quickbooks/callback"],
  verifierToken: "sandbox-verifier",
  disconnectUrl: undefined,
  reconnectUrl: undefined,
};
