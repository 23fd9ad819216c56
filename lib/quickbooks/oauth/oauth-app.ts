/** The app at Intuit for which tokens are asked. The configuration's `quickbooks` is one. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: "sandbox" | "production";
  /** Address of Intuit's discovery document; every other address is read from it. */
  readonly discoveryDocument: string;
  /** As registered at Intuit, to the letter. */
  readonly redirectUri: string;
  /** Of one exchange with the token endpoint. Default 30,000. */
  readonly oauthTimeoutMs?: number | undefined;
}

/** Read and write of the books; Intuit has no scope for reading alone. */
export const accountingScope = "com.intuit.quickbooks.accounting";
