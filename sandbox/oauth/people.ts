import { createHash } from "node:crypto";

export const demoEmail = "demo@sandbox.example";

/** A stable id of a person, as OpenID's `sub`. */
export function subjectOf(email: string): string {
  return createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 32);
}

/** Everybody who signs in administers every company, except people whose address begins with `staff@`. */
export function isCompanyAdmin(email: string): boolean {
  return !email.toLowerCase().startsWith("staff@");
}

/** The UserInfo reply: camelCase `emailVerified`, unlike OpenID's own name; unverified for `unverified@…`. */
export function userInfo(email: string, scopes: readonly string[]): object {
  const name = email.split("@")[0] ?? "demo";
  return {
    sub: subjectOf(email),
    ...(scopes.includes("email") ? { email, emailVerified: !email.startsWith("unverified@") } : {}),
    ...(scopes.includes("profile")
      ? { givenName: name.charAt(0).toUpperCase() + name.slice(1), familyName: "Sandbox" }
      : {}),
    ...(scopes.includes("phone") ? { phoneNumber: "+1 6505550100", phoneNumberVerified: true } : {}),
    ...(scopes.includes("address")
      ? {
          address: {
            streetAddress: "2700 Coast Avenue",
            locality: "Mountain View",
            region: "CA",
            postalCode: "94043",
            country: "US",
          },
        }
      : {}),
  };
}
