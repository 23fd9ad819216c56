import type { Role } from "#lib/auth/roles.ts";

/** What each role may do, as the person who gives it needs to know it. */
export const roleLabels = {
  owner: "Everything, also making and changing owners.",
  admin: "Everything but owners: people, connections and syncs of every company.",
  accountant: "Connects, syncs and looks after the companies that are chosen here.",
  viewer: "Reads the books of the companies that are chosen here and changes nothing.",
} satisfies Record<Role, string>;
