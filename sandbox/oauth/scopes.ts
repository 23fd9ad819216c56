export const accountingScope = "com.intuit.quickbooks.accounting";

const openid = new Set(["openid", "profile", "email", "phone", "address"]);
const known = new Set([
  ...openid,
  accountingScope,
  "com.intuit.quickbooks.payment",
  "project-management.project",
  "app-foundations.custom-field-definitions",
  "app-foundations.custom-field-definitions.read",
  "app-foundations.custom-dimensions.read",
  "indirect-tax.tax-calculation.quickbooks",
  "payroll.compensation.read",
  "time-tracking.time-entry",
]);

export function splitScopes(text: string): readonly string[] {
  return text.split(/\s+/).filter((scope) => scope !== "");
}

export function areKnownScopes(scopes: readonly string[]): boolean {
  return scopes.length > 0 && scopes.every((scope) => known.has(scope));
}

/** Only OpenID scopes: no company is chosen and the callback carries no realmId. */
export function needsCompany(scopes: readonly string[]): boolean {
  return scopes.some((scope) => !openid.has(scope));
}
