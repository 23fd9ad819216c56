// Who may do what is said in these four words, and nowhere as a number or a bit.

export const roles = ["owner", "admin", "accountant", "viewer"] as const;
export type Role = (typeof roles)[number];

/** Sets of roles as routes and pages declare them. */
export const everyone = [...roles] as const;
/** Works on the books of the companies that were assigned. */
export const staff = ["owner", "admin", "accountant"] as const satisfies readonly Role[];
/** Runs the firm: people, connections of every company, the dashboard. */
export const managers = ["owner", "admin"] as const satisfies readonly Role[];

/** Owners and admins see all of the firm's companies; the others those they were given. */
export function seesEveryCompany(role: Role): boolean {
  return role === "owner" || role === "admin";
}
