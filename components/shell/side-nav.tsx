"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { useOpenAlerts } from "../alerts/use-alerts.ts";
import { formatCount } from "../format/figures.ts";
import { classNames } from "../ui/class-names.ts";
import { destinationsFor, isAt } from "./navigation.ts";
import { useViewer } from "./viewer-context.tsx";

/** The way around: once at the side of wide screens, once in the menu of narrow ones. */
export function SideNav({ onLeave }: { readonly onLeave?: () => void }) {
  const pathname = usePathname();
  const { role } = useViewer();
  const openAlerts = useOpenAlerts();
  return (
    <nav aria-label="Main">
      <ul className="flex flex-col gap-0.5">
        {destinationsFor(role).map((destination) => {
          const here = isAt(destination, pathname);
          const { icon: Icon, href, label } = destination;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                onClick={() => onLeave?.()}
                className={classNames(
                  "flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 hover:bg-ink/6",
                  here ? "bg-ink/7 font-medium text-ink" : "text-ink-soft",
                )}
              >
                <Icon size={16} aria-hidden className={here ? "text-accent" : "text-ink-faint"} />
                <span className="flex-1">{label}</span>
                {href === "/alerts" && openAlerts > 0 ? (
                  <span className="rounded-full bg-bad-soft px-1.5 text-[0.8rem] font-semibold text-bad tabular-nums">
                    {formatCount(openAlerts)}
                    <span className="sr-only"> open</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
