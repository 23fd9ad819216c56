"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

import { classNames } from "../ui/class-names.ts";

const tabs = [
  { path: "", label: "Overview" },
  { path: "/records", label: "Records" },
  { path: "/runs", label: "Syncs" },
  { path: "/failures", label: "Import errors" },
  { path: "/settings", label: "Settings" },
] as const;

export function CompanyTabs({ companyId }: { readonly companyId: string }) {
  const pathname = usePathname();
  const base = `/companies/${companyId}`;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a narrow screen the present tab may lie beyond the edge.
    bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <nav ref={bar} aria-label="Company" className="-mx-1 overflow-x-auto border-b border-line px-1">
      <ul className="flex gap-5">
        {tabs.map(({ path, label }) => {
          const here = path === "" ? pathname === base : pathname.startsWith(base + path);
          return (
            <li key={label}>
              <Link
                href={base + path}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "-mb-px inline-block border-b-2 px-0.5 py-2.5 whitespace-nowrap",
                  here
                    ? "border-accent font-medium text-ink"
                    : "border-transparent text-ink-soft hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
