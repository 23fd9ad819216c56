import { ArrowDown, ArrowUp } from "lucide-react";

import { classNames } from "./class-names.ts";

export interface SortHeaderProps {
  readonly label: string;
  readonly className?: string | undefined;
  /** Null when another column sorts. */
  readonly sorted: "asc" | "desc" | null;
  readonly onSort: () => void;
}

export function SortHeader({ label, className, sorted, onSort }: SortHeaderProps) {
  const Arrow = sorted === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={sorted === null ? undefined : sorted === "asc" ? "ascending" : "descending"}
    >
      <button type="button" onClick={onSort} className="group relative hover:text-ink">
        {label}
        <Arrow
          size={13}
          aria-hidden
          className={classNames(
            "absolute inset-y-0 left-full my-auto ml-1 in-[.num]:right-full in-[.num]:left-auto in-[.num]:mr-1",
            sorted === null ? "opacity-0 group-hover:opacity-60" : "text-accent",
          )}
        />
      </button>
    </th>
  );
}
