// Who may do what is said in these four words, and nowhere as a number or a bit.

export const roles = ["owner", "admin", "accountant", "viewer"] as const;
export type Role = (typeof roles)[number];
