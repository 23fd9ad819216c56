import {
  Activity,
  Bell,
  BellRing,
  Building2,
  Link2,
  UserRound,
  Users,
  Webhook,
  type LucideIcon,
} from "lucide-react";

import { everyone, managers, type Role } from "#lib/core/role.ts";

export interface Destination {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly roles: readonly Role[];
  /** Pressed after "g". */
  readonly key: string;
  /** Also lit on addresses that start with one of these. */
  readonly covers?: readonly string[];
}

export const destinations: readonly Destination[] = [
  { href: "/", label: "Companies", icon: Building2, roles: everyone, key: "c", covers: ["/companies"] },
  { href: "/alerts", label: "Alerts", icon: Bell, roles: everyone, key: "a" },
  { href: "/settings/integrations", label: "Connections", icon: Link2, roles: everyone, key: "q" },
  { href: "/admin", label: "Sync dashboard", icon: Activity, roles: managers, key: "d" },
  { href: "/admin/webhooks", label: "Webhook events", icon: Webhook, roles: managers, key: "n" },
  {
    href: "/admin/alert-channels",
    label: "Alert channels",
    icon: BellRing,
    roles: managers,
    key: "h",
  },
  { href: "/admin/people", label: "People", icon: Users, roles: managers, key: "p" },
  { href: "/account", label: "Your account", icon: UserRound, roles: everyone, key: "u" },
];

export function destinationsFor(role: Role): readonly Destination[] {
  return destinations.filter((destination) => destination.roles.includes(role));
}

export function isAt(destination: Destination, pathname: string): boolean {
  if (pathname === destination.href) return true;
  return (destination.covers ?? []).some((start) => pathname.startsWith(start));
}
