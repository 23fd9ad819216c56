import type { Role } from "#lib/core/role.ts";

/** What each role may do, as the person who gives it needs to know it. */
export const roleLabels = {
  owner: "Everything, including making and changing owners.",
  admin: "Everything except owners: people, connections and syncs of every company.",
  accountant: "Connects, syncs and manages the companies chosen here.",
  viewer: "Reads the books of the companies chosen here, and changes nothing.",
} satisfies Record<Role, string>;
