export const ACCOUNTING_SCOPE = "com.intuit.quickbooks.accounting";

const OPENID = new Set(["openid", "profile", "email", "phone", "address"]);
const KNOWN = new Set([
  ...OPENID,
  ACCOUNTING_SCOPE,
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
  return scopes.length > 0 && scopes.every((scope) => KNOWN.has(scope));
}

/** Only OpenID scopes: no company is chosen and the callback carries no realmId. */
export function needsCompany(scopes: readonly string[]): boolean {
  return scopes.some((scope) => !OPENID.has(scope));
}
