/** Why a connection stands as it does: a person of the firm, else Intuit's own words. */
export function sayCause(cause: string): string {
  return cause === "person" ? "Somebody of your firm decided so." : `QuickBooks’ own words: “${cause}”.`;
}
