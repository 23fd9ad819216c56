"use client";

import { useMemo, useState } from "react";

import { describeProblem } from "../data/problem-error.ts";
import { countOf, formatCount } from "../format/figures.ts";
import { Button } from "../ui/button.tsx";
import { inputStyle } from "../ui/field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useCompanyNames } from "./use-people.ts";

/* More are found by searching than by scrolling. */
const mostShown = 100;

export interface CompanyPickerProps {
  readonly value: readonly string[];
  readonly onChange: (companyIds: readonly string[]) => void;
}

/** Which companies a person may open: those chosen first, then the rest by name. */
export function CompanyPicker({ value, onChange }: CompanyPickerProps) {
  const { data, error } = useCompanyNames(true);
  const [search, setSearch] = useState("");
  // Chosen ones stand on top as of opening; a row that jumped away under the finger would be hard to undo.
  const [first] = useState(() => new Set(value));
  const chosen = useMemo(() => new Set(value), [value]);
  if (error && !data) return <p className="text-bad">{describeProblem(error)}</p>;
  if (!data) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <span className="sr-only">Loading companies</span>
        <Skeleton className="w-64" />
        <Skeleton className="w-52" />
      </div>
    );
  }
  const text = search.trim().toLowerCase();
  const found = data.companies
    .filter(({ name }) => name.toLowerCase().includes(text))
    .toSorted((left, right) => Number(first.has(right.id)) - Number(first.has(left.id)));
  const unchosen = found.filter(({ id }) => !chosen.has(id));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">
        Companies{" "}
        <span className="font-normal text-ink-soft tabular-nums">{formatCount(chosen.size)} chosen</span>
      </legend>
      <div className="flex gap-2">
        <input
          type="search"
          aria-label="Search companies to choose"
          placeholder="Search companies"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={inputStyle}
        />
        <Button
          disabledReason={unchosen.length === 0 ? "All of these are already chosen." : null}
          onClick={() => onChange([...value, ...unchosen.map(({ id }) => id)])}
        >
          {text === "" ? "All" : `All ${formatCount(found.length)}`}
        </Button>
        <Button disabledReason={value.length === 0 ? "None are chosen." : null} onClick={() => onChange([])}>
          None
        </Button>
      </div>
      <div
        role="group"
        aria-label="Companies found"
        tabIndex={0}
        className="relative h-52 overflow-y-auto rounded-md border border-line px-3 py-2"
      >
        {found.slice(0, mostShown).map(({ id, name }) => (
          <label key={id} className="flex items-baseline gap-2.5 py-1">
            <input
              type="checkbox"
              className="accent-(--accent)"
              checked={chosen.has(id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...value, id] : value.filter((each) => each !== id))
              }
            />
            <span>{name}</span>
          </label>
        ))}
        {found.length === 0 ? <p className="py-1 text-ink-soft">No companies match.</p> : null}
        {found.length > mostShown ? (
          <p className="py-1 text-ink-soft">
            and {countOf(found.length - mostShown, "more company", "more companies")}: search to find them.
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}
