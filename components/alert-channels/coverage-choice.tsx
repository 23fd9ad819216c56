"use client";

import { alertCoverages, alertKinds } from "#lib/books/alert-kind.ts";
import type { AlertChannel } from "#lib/contracts/alert-channels.ts";
import { RadioOption } from "../ui/radio-option.tsx";
import { coverageLabels, kindNames } from "./coverage-labels.ts";

export type CoverageDraft = Pick<AlertChannel, "covers" | "kinds">;

export interface CoverageChoiceProps {
  readonly value: CoverageDraft;
  readonly onChange: (value: CoverageDraft) => void;
}

/** What a channel sends. */
export function CoverageChoice({ value, onChange }: CoverageChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Sends</legend>
      {alertCoverages.map((covers) => (
        <RadioOption
          key={covers}
          name="covers"
          {...coverageLabels[covers]}
          checked={value.covers === covers}
          onChoose={() => onChange({ ...value, covers })}
        />
      ))}
      {value.covers === "kinds" ? (
        <div role="group" aria-label="Kinds of alerts" className="flex flex-col gap-1.5 pl-6">
          {alertKinds.map((kind) => (
            <label key={kind} className="flex items-baseline gap-2.5">
              <input
                type="checkbox"
                className="accent-(--accent)"
                checked={value.kinds.includes(kind)}
                onChange={(event) =>
                  onChange({
                    ...value,
                    kinds: event.target.checked
                      ? [...value.kinds, kind]
                      : value.kinds.filter((each) => each !== kind),
                  })
                }
              />
              <span>{kindNames[kind]}</span>
            </label>
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}

/** Why this cannot be saved, or null. */
export function coverageDisabledReason({ covers, kinds }: CoverageDraft): string | null {
  return covers === "kinds" && kinds.length === 0 ? "Choose at least one kind." : null;
}
