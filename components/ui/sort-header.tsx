import { ArrowDown, ArrowUp } from "lucide-react";

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
      <button
        type="button"
        onClick={onSort}
        className="group inline-flex items-center gap-1 hover:text-ink in-[.num]:flex-row-reverse"
      >
        {label}
        <Arrow
          size={13}
          aria-hidden
          className={sorted === null ? "opacity-0 group-hover:opacity-60" : "text-accent"}
        />
      </button>
    </th>
  );
}
