/** The app as registered at Intuit's developer portal: one per sandbox. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared exactly, character by character. */
  readonly redirectUris: readonly string[];
  /** Signs webhooks. */
  readonly verifierToken: string;
  /** Where the browser is sent, with ?realmId=…, after a disconnect inside QuickBooks. */
  readonly disconnectUrl: string | undefined;
  /** Where the notice of an expiring connection sends people. */
  readonly reconnectUrl: string | undefined;
}
